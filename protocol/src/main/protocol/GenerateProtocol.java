import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes one Java record per line of the listings beside it. Run by the build: {@code java GenerateProtocol.java in out}. */
final class GenerateProtocol {
    private static final String ROOT = "dev.guestwire.protocol";
    private static final Pattern LINE = Pattern.compile(
            "(?:(?<kind>type)|(?<number>\\d+)(?<event> event)?) (?<name>\\w+)\\((?<fields>.*?)\\)"
                    + "(?: -> \\((?<reply>.*?)\\))?(?<marks>(?: (?:high|query|reads|writes|both|fds))*)(?: since (?<since>[\\d.]+))?");
    private static final Map<String, String> STREAMS = Map.of("reads", "READ", "writes", "WRITE", "both", "BOTH");

    private final Path out;
    private final Set<Path> written = new HashSet<>();
    private final Set<String> types = new HashSet<>();
    private String program = "";

    private GenerateProtocol(Path out) {
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        GenerateProtocol generator = new GenerateProtocol(Path.of(args[1]));
        for (String listing : List.of("remote", "qemu", "lxc")) {
            generator.program(Path.of(args[0], listing + ".protocol"));
        }
        generator.errors(Path.of(args[0], "errors.protocol"));
        generator.deleteOthers();
    }

    private void program(Path listing) throws IOException {
        Map<Integer, Matcher> procedures = new TreeMap<>();
        for (String text : facts(listing)) {
            if (text.startsWith("program ")) {
                program = text.split(" ")[1];
                continue;
            }
            try {
                line(text, procedures);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(listing + ": " + wrong.getMessage() + ", in: " + text, wrong);
            }
        }
        programClass(procedures);
    }

    private static List<String> facts(Path listing) throws IOException {
        return Files.readAllLines(listing).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private void line(String text, Map<Integer, Matcher> procedures) throws IOException {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            throw new IllegalArgumentException("cannot read the line");
        }
        if (line.group("number") != null && procedures.put(Integer.valueOf(line.group("number")), line) != null) {
            throw new IllegalArgumentException("the number is taken");
        }
        if (line.group("event") != null
                && (line.group("reply") != null || !line.group("marks").isEmpty())) {
            throw new IllegalArgumentException("an event has no answer and no marks");
        }
        record(line, text);
        if (line.group("kind") != null) {
            types.add(line.group("name"));
        }
    }

    private void record(Matcher line, String text) throws IOException {
        String name = Field.camel(line.group("name"), true);
        List<Field> fields = fields(line.group("fields"));
        JavaSource source = new JavaSource(ROOT, program);
        source.add("/**\n * " + summary(line) + "\n *\n * <p>{@code " + text.substring(line.start("name")) + "}\n */");
        source.add("public record " + name + "(" + components(fields) + ") implements " + role(line, fields) + " {");
        source.members(name, fields);
        if (line.group("number") != null) {
            source.override("Program", "program()", "Program." + program.toUpperCase(Locale.ROOT));
            source.override("int", "number()", line.group("number"));
            guestOfPart(fields).ifPresent(part -> source.override("Domain", "dom()", part.name() + ".dom()"));
            if (line.group("event") == null) {
                call(source, line);
            }
        }
        source.add("}");
        save(name, source);
    }

    private String summary(Matcher line) {
        if (line.group("number") == null) {
            return "A value as it travels in calls, answers and events.";
        }
        String since = line.group("since") == null ? "." : ", since libvirt " + line.group("since") + ".";
        return (line.group("event") == null ? "Call " : "Event ") + line.group("number") + " of libvirt's " + program
                + " program" + since;
    }

    private static String role(Matcher line, List<Field> fields) {
        if (line.group("number") == null) {
            return "XdrValue";
        }
        boolean aboutDomain =
                fields.stream().anyMatch(f -> f.name().equals("dom") && f.type().equals("domain") && !f.optional())
                        || guestOfPart(fields).isPresent();
        String about = aboutDomain ? ", AboutDomain" : "";
        if (line.group("event") != null) {
            boolean registered = !fields.isEmpty() && fields.getFirst().name().equals("callbackId");
            return (registered ? "CallbackEvent" : "Event") + about;
        }
        return "Call<" + (line.group("reply") == null ? "Empty" : Field.camel(line.group("name"), true) + ".Reply")
                + ">" + about;
    }

    /** The snapshot or checkpoint that a call is about, which knows its guest. */
    private static Optional<Field> guestOfPart(List<Field> fields) {
        return fields.stream()
                .filter(f -> f.type().equals("domain_snapshot") || f.type().equals("domain_checkpoint"))
                .filter(f -> !f.isList())
                .findFirst();
    }

    private void call(JavaSource source, Matcher line) {
        for (String mark : line.group("marks").trim().split(" ")) {
            switch (mark) {
                case "high" -> source.override("boolean", "highPriority()", "true");
                case "query" -> source.override("boolean", "isQuery()", "true");
                case "fds" -> source.override("boolean", "needsFileDescriptors()", "true");
                case "" -> {}
                default -> source.override("StreamDirection", "stream()", "StreamDirection." + STREAMS.get(mark));
            }
        }
        if (line.group("reply") == null) {
            source.override("Empty", "readReply(XdrReader in)", "Empty.EMPTY");
            return;
        }
        source.override("Reply", "readReply(XdrReader in)", "Reply.read(in)");
        List<Field> reply = fields(line.group("reply"));
        source.indent("    ");
        source.add("\n/** What the daemon answers. */");
        source.add("public record Reply(" + components(reply) + ") implements XdrValue {");
        source.members("Reply", reply);
        source.add("}");
        source.indent("");
    }

    private List<Field> fields(String text) {
        return Stream.of(text.isEmpty() ? new String[0] : text.split(", "))
                .map(part -> Field.parse(part, types))
                .toList();
    }

    private static String components(List<Field> fields) {
        return String.join(
                ", ",
                fields.stream()
                        .map(field -> field.javaType() + " " + field.name())
                        .toList());
    }

    private void programClass(Map<Integer, Matcher> procedures) throws IOException {
        String name = Field.camel(program, true) + "Program";
        JavaSource source = new JavaSource(ROOT, program);
        source.add("/** The calls and events of the " + program + " program by number. */");
        source.add("public final class " + name + " {");
        source.add("    private " + name + "() {}\n");
        source.add(
                "    /** {@return the call with a number, read from its arguments; null if the listing has none} */");
        lookup(source, "Call<?> readCall", procedures, false);
        source.add("    /** {@return the event with a number, read from its payload; null if the listing has none} */");
        lookup(source, "Event readEvent", procedures, true);
        source.add("    /** {@return every line of the listing, in the order of the numbers} */");
        source.add("    public static List<Procedure> procedures() {");
        source.add("        return List.of(");
        List<String> entries = new ArrayList<>();
        BiConsumer<Integer, Matcher> entry = (number, line) -> entries.add("            new Procedure(Program."
                + program.toUpperCase(Locale.ROOT) + ", " + number + ", \"" + line.group("name") + "\", "
                + (line.group("event") != null) + ", \"" + (line.group("since") == null ? "9.0.0" : line.group("since"))
                + "\")");
        procedures.forEach(entry);
        source.add(String.join(",\n", entries) + ");");
        source.add("    }");
        source.add("}");
        save(name, source);
    }

    private static void lookup(JavaSource source, String method, Map<Integer, Matcher> procedures, boolean events) {
        source.add("    public static @Nullable " + method + "(int number, XdrReader in) {");
        source.add("        return switch (number) {");
        procedures.forEach((number, line) -> {
            if ((line.group("event") != null) == events) {
                source.add(
                        "            case " + number + " -> " + Field.camel(line.group("name"), true) + ".read(in);");
            }
        });
        source.add("            default -> null;\n        };\n    }\n");
    }

    private void errors(Path listing) throws IOException {
        program = "";
        numbers(listing, "code", "ErrorCode", "What kind of failure");
        numbers(listing, "domain", "ErrorDomain", "Which part of libvirt failed");
        numbers(listing, "level", "ErrorLevel", "How bad it is");
    }

    private void numbers(Path listing, String kind, String name, String says) throws IOException {
        JavaSource source = new JavaSource(ROOT, program);
        source.add("/** " + says + ": libvirt's number, with its name where this release knows one. */");
        source.add("public record " + name + "(int number) {");
        StringBuilder names = new StringBuilder("switch (number) {\n");
        for (String text : facts(listing)) {
            String[] word = text.split(" ");
            if (word[0].equals(kind)) {
                source.add("    /** Number " + word[1] + ". */");
                source.add("    public static final " + name + " " + word[2] + " = new " + name + "(" + word[1] + ");");
                names.append("            case " + word[1] + " -> \"" + word[2] + "\";\n");
            }
        }
        source.add(
                "\n    /** {@return libvirt's name without its prefix; null for a number this release does not know} */");
        source.add("    public @Nullable String name() {\n        return " + names
                + "            default -> null;\n        };\n    }");
        source.add("\n    @Override\n    public String toString() {\n        String name = name();");
        source.add("        return name == null ? \"" + kind + " \" + number : name;\n    }\n}");
        save(name, source);
    }

    private void save(String name, JavaSource source) throws IOException {
        Path folder = out.resolve(source.pack().replace('.', '/'));
        if (!write(folder.resolve(name + ".java"), source.toString())) {
            throw new IllegalArgumentException("the name is taken");
        }
        if (!program.isEmpty()) {
            write(
                    folder.resolve("package-info.java"),
                    "/** The calls and events of libvirt's " + program
                            + " program, one record each, and the values in them. */\n@NullMarked\npackage "
                            + source.pack() + ";\n\nimport org.jspecify.annotations.NullMarked;\n");
        }
    }

    /** Leaves a file alone that is right already, so that the compiler need not run again. */
    private boolean write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.writeString(file, text);
        }
        return written.add(file);
    }

    /** Deletes what an older listing left. */
    private void deleteOthers() throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!written.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}
