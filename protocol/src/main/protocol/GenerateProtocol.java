import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes one Java record per line of the listings beside it. Run by the build: {@code java GenerateProtocol.java in out}. */
final class GenerateProtocol {
    private static final String ROOT = "dev.guestwire.protocol";
    private static final Pattern LINE = Pattern.compile(
            "(?:(?<kind>type)|(?<number>\\d+)(?<event> event)?) (?<name>\\w+)\\((?<fields>.*?)\\)"
                    + "(?: -> \\((?<reply>.*?)\\))?(?<marks>(?: (?:high|reads|writes|both|fds))*)(?: since (?<since>[\\d.]+))?");
    private static final Pattern FIELD = Pattern.compile(
            "(?<name>\\w+): (?<masked>masked )?(?<type>\\w+)(?:(?<open>[<\\[])(?<bound>\\d+)[>\\]])?(?<optional>\\?)?");
    private static final Set<String> TAKEN =
            Set.of("number", "program", "stream", "clone", "finalize", "notify", "wait", "hashCode", "toString");
    private static final int STRING_MAX = 4_194_304;

    private final Path out;
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
    }

    private void program(Path listing) throws IOException {
        Map<Integer, Matcher> procedures = new TreeMap<>();
        for (String text : facts(listing)) {
            if (text.startsWith("program ")) {
                program = text.split(" ")[1];
                continue;
            }
            Matcher line = LINE.matcher(text);
            if (!line.matches()) {
                throw new IllegalArgumentException(listing + ": cannot read: " + text);
            }
            if (line.group("number") != null && procedures.put(Integer.valueOf(line.group("number")), line) != null) {
                throw new IllegalArgumentException(listing + ": number twice: " + text);
            }
            record(line);
        }
        programClass(procedures);
    }

    private static List<String> facts(Path listing) throws IOException {
        return Files.readAllLines(listing).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private void record(Matcher line) throws IOException {
        String name = camel(line.group("name"), true);
        List<Field> fields = fields(line.group("fields"));
        Source source = new Source(pack());
        source.add("/** " + summary(line) + " */");
        source.add("public record " + name + "(" + components(fields) + ") implements " + role(line, fields) + " {");
        source.members(name, fields);
        if (line.group("number") != null) {
            source.identity(program.toUpperCase(), line.group("number"));
            if (line.group("event") == null) {
                source.call(line.group("marks"), line.group("reply") == null ? null : fields(line.group("reply")));
            }
        }
        source.add("}");
        save(name, source);
    }

    private String summary(Matcher line) {
        if (line.group("number") == null) {
            return "libvirt's {@code " + line.group("name") + "}, as it travels in calls and answers.";
        }
        String what = line.group("event") == null ? "Call " : "Event ";
        String since = line.group("since") == null ? "" : ", since libvirt " + line.group("since");
        return what + line.group("number") + " of the " + program + " program, {@code " + line.group("name") + "}"
                + since + ".";
    }

    private static String role(Matcher line, List<Field> fields) {
        if (line.group("number") == null) {
            return "XdrValue";
        }
        if (line.group("event") != null) {
            return !fields.isEmpty() && fields.getFirst().name().equals("callbackId") ? "CallbackEvent" : "Event";
        }
        return "Call<" + (line.group("reply") == null ? "Empty" : camel(line.group("name"), true) + ".Reply") + ">";
    }

    private void programClass(Map<Integer, Matcher> procedures) throws IOException {
        String name = camel(program, true) + "Program";
        Source source = new Source(pack());
        source.add("/** The calls and events of the " + program + " program by number. */");
        source.add("public final class " + name + " {");
        source.add("    private " + name + "() {}");
        source.add(
                "    /** {@return the call with a number, read from its arguments; null if the listing has none} */");
        lookup(source, "Call<?> readCall", procedures, false);
        source.add("    /** {@return the event with a number, read from its payload; null if the listing has none} */");
        lookup(source, "Event readEvent", procedures, true);
        source.add("    /** {@return every line of the listing, in the order of the numbers} */");
        source.add("    public static List<Procedure> procedures() {");
        source.add("        return List.of(");
        List<String> entries = new ArrayList<>();
        procedures.forEach(
                (number, line) -> entries.add("            new Procedure(Program." + program.toUpperCase() + ", "
                        + number + ", \"" + line.group("name") + "\", " + (line.group("event") != null) + ", \""
                        + (line.group("since") == null ? "9.0.0" : line.group("since")) + "\")"));
        source.add(String.join(",\n", entries) + ");");
        source.add("    }");
        source.add("}");
        save(name, source);
    }

    private static void lookup(Source source, String method, Map<Integer, Matcher> procedures, boolean events) {
        source.add("    public static @Nullable " + method + "(int number, XdrReader in) {");
        source.add("        return switch (number) {");
        procedures.forEach((number, line) -> {
            if ((line.group("event") != null) == events) {
                source.add("            case " + number + " -> " + camel(line.group("name"), true) + ".read(in);");
            }
        });
        source.add("            default -> null;");
        source.add("        };");
        source.add("    }");
    }

    private void errors(Path listing) throws IOException {
        program = "";
        Map<String, String> classes = Map.of("code", "ErrorCode", "domain", "ErrorDomain", "level", "ErrorLevel");
        Map<String, String> says = Map.of(
                "code", "What kind of failure", "domain", "Which part of libvirt failed", "level", "How bad it is");
        for (String kind : List.of("code", "domain", "level")) {
            Source source = new Source(ROOT);
            source.add("/** " + says.get(kind) + ": libvirt's number, with its name where this release knows one. */");
            source.add("public record " + classes.get(kind) + "(int number) {");
            StringBuilder names = new StringBuilder();
            for (String text : facts(listing)) {
                String[] word = text.split(" ");
                if (word[0].equals(kind)) {
                    source.add("    /** Number " + word[1] + ". */");
                    source.add("    public static final " + classes.get(kind) + " " + word[2] + " = new "
                            + classes.get(kind) + "(" + word[1] + ");");
                    names.append("            case ")
                            .append(word[1])
                            .append(" -> \"")
                            .append(word[2])
                            .append("\";\n");
                }
            }
            source.add(
                    "    /** {@return libvirt's name without its prefix, such as {@code NO_DOMAIN}; null for a number of a later release} */");
            source.add("    public @Nullable String name() {\n        return switch (number) {\n" + names
                    + "            default -> null;\n        };\n    }");
            source.add(
                    "    @Override\n    public String toString() {\n        String name = name();\n        return name == null ? \""
                            + kind + " \" + number : name;\n    }");
            source.add("}");
            save(classes.get(kind), source);
        }
    }

    private String pack() {
        return ROOT + "." + program;
    }

    private void save(String name, Source source) throws IOException {
        Path folder = out.resolve(source.pack.replace('.', '/'));
        Files.createDirectories(folder);
        write(folder.resolve(name + ".java"), source.text.toString());
        if (!program.isEmpty()) {
            write(
                    folder.resolve("package-info.java"),
                    "/** The calls and events of libvirt's " + program
                            + " program, one record each, and the values in them. */\n@NullMarked\npackage "
                            + source.pack
                            + ";\n\nimport org.jspecify.annotations.NullMarked;\n");
        }
    }

    private static void write(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.writeString(file, text);
        }
    }

    private static String components(List<Field> fields) {
        return String.join(
                ", ",
                fields.stream()
                        .map(field -> field.javaType() + " " + field.name())
                        .toList());
    }

    private static List<Field> fields(String text) {
        List<Field> fields = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(", ")) {
            Matcher field = FIELD.matcher(part);
            if (!field.matches()) {
                throw new IllegalArgumentException("cannot read field: " + part);
            }
            String name = camel(field.group("name"), false);
            if (TAKEN.contains(name)) {
                name += "Value";
            }
            int bound = field.group("bound") == null ? 0 : Integer.parseInt(field.group("bound"));
            String shape = field.group("open") == null ? "" : field.group("open");
            fields.add(new Field(
                    name,
                    field.group("type"),
                    shape,
                    bound,
                    field.group("optional") != null,
                    field.group("masked") != null));
        }
        return fields;
    }

    /** {@code srcPath}, {@code usageID}, {@code cpu_time} become camel case with acronyms as words. */
    private static String camel(String name, boolean upper) {
        StringBuilder out = new StringBuilder();
        for (String word : name.split("_|(?<=[a-z0-9])(?=[A-Z])")) {
            String lower = word.toLowerCase();
            boolean capital = upper || !out.isEmpty();
            out.append(capital ? Character.toUpperCase(lower.charAt(0)) : lower.charAt(0))
                    .append(lower.substring(1));
        }
        return out.toString();
    }

    private record Field(String name, String type, String shape, int bound, boolean optional, boolean masked) {
        boolean isList() {
            return shape.equals("<") && !Set.of("opaque", "chars", "words").contains(type);
        }

        String elementType() {
            return switch (type) {
                case "int", "uint", "uchar", "ushort", "char" -> "int";
                case "hyper", "uhyper" -> "long";
                case "double" -> "double";
                case "string", "chars" -> "String";
                case "opaque", "words" -> "Bytes";
                case "uuid" -> "UUID";
                default -> camel(type, true);
            };
        }

        String javaType() {
            if (isList()) {
                return "List<" + boxed() + ">";
            }
            return (optional ? "@Nullable " : "") + elementType();
        }

        String boxed() {
            return switch (elementType()) {
                case "int" -> "Integer";
                case "long" -> "Long";
                default -> elementType();
            };
        }

        String write(String value) {
            String label = ", \"" + name + "\");";
            return switch (type) {
                case "int", "uint", "uchar", "ushort", "char" -> "out.int32(" + value + ");";
                case "hyper", "uhyper" -> "out.int64(" + value + ");";
                case "double" -> "out.float64(" + value + ");";
                case "string" -> "out.string(" + value + ", " + STRING_MAX + label;
                case "chars" -> "out." + (shape.equals("[") ? "fixedChars(" : "chars(") + value + ", " + bound + label;
                case "words" -> "out.wideBytes(" + value + ", " + bound + label;
                case "opaque" -> "out.opaque(" + value + ", " + bound + label;
                case "uuid" -> "out.uuid(" + value + ");";
                default -> value + ".write(out);";
            };
        }

        String read() {
            return switch (type) {
                case "int", "uint", "uchar", "ushort", "char" -> "in.int32()";
                case "hyper", "uhyper" -> "in.int64()";
                case "double" -> "in.float64()";
                case "string" -> "in.string(" + STRING_MAX + ")";
                case "chars" -> "in." + (shape.equals("[") ? "fixedChars(" : "chars(") + bound + ")";
                case "words" -> "in.wideBytes(" + bound + ")";
                case "opaque" -> "in.opaque(" + bound + ")";
                case "uuid" -> "in.uuid()";
                default -> elementType() + ".read(in)";
            };
        }

        String readWhole() {
            if (isList()) {
                return "read" + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "(in)";
            }
            return optional ? "in.present() ? " + read() + " : null" : read();
        }
    }

    private static final class Source {
        private final String pack;
        private final StringBuilder text = new StringBuilder();

        Source(String pack) {
            this.pack = pack;
            add("package " + pack + ";\n");
            if (!pack.equals(ROOT)) {
                add("import " + ROOT + ".*;");
            }
            if (!pack.equals(ROOT) && !pack.equals(ROOT + ".remote")) {
                add("import " + ROOT + ".remote.*;");
            }
            add("import java.util.ArrayList;\nimport java.util.List;\nimport java.util.UUID;");
            add("import org.jspecify.annotations.Nullable;\n");
        }

        void add(String line) {
            text.append(line).append('\n');
        }

        void members(String name, List<Field> fields) {
            List<Field> lists = fields.stream().filter(Field::isList).toList();
            if (!lists.isEmpty()) {
                add("    /** Copies the lists. */\n    public " + name + " {");
                lists.forEach(list -> add("        " + list.name() + " = List.copyOf(" + list.name() + ");"));
                add("    }");
            }
            add("    @Override\n    public void write(XdrWriter out) {");
            fields.forEach(this::write);
            add("    }");
            add("    /** Reads what {@link #write} wrote. */\n    public static " + name + " read(XdrReader in) {");
            add("        return new " + name + "("
                    + String.join(", ", fields.stream().map(Field::readWhole).toList()) + ");");
            add("    }");
            lists.forEach(this::listReader);
            if (fields.stream().anyMatch(Field::masked)) {
                masked(name, fields);
            }
        }

        private void write(Field field) {
            if (field.isList()) {
                add("        out.count(" + field.name() + ".size(), " + field.bound() + ", \"" + field.name() + "\");");
                add("        for (" + field.elementType() + " element : " + field.name() + ") {");
                add("            " + field.write("element") + "\n        }");
            } else if (field.optional()) {
                add("        out.present(" + field.name() + " != null);");
                add("        if (" + field.name() + " != null) {\n            " + field.write(field.name())
                        + "\n        }");
            } else {
                add("        " + field.write(field.name()));
            }
        }

        private void listReader(Field list) {
            String method = list.readWhole().replace("(in)", "(XdrReader in)");
            add("    private static List<" + list.boxed() + "> " + method + " {");
            add("        int count = in.count(" + list.bound() + ");");
            add("        List<" + list.boxed() + "> elements = new ArrayList<>(count);");
            add("        for (int i = 0; i < count; i++) {\n            elements.add(" + list.read() + ");\n        }");
            add("        return elements;\n    }");
        }

        private void masked(String name, List<Field> fields) {
            List<String> parts = fields.stream()
                    .map(field -> "\"" + field.name() + "=\" + " + (field.masked() ? "\"***\"" : field.name()))
                    .toList();
            add("    @Override\n    public String toString() {");
            add("        return \"" + name + "[\" + " + String.join(" + \", \" + ", parts) + " + \"]\";\n    }");
        }

        void identity(String program, String number) {
            add("    @Override\n    public Program program() {\n        return Program." + program + ";\n    }");
            add("    @Override\n    public int number() {\n        return " + number + ";\n    }");
        }

        void call(String marks, List<Field> reply) {
            if (marks.contains("high")) {
                add("    @Override\n    public boolean highPriority() {\n        return true;\n    }");
            }
            if (marks.contains("fds")) {
                add("    @Override\n    public boolean needsFileDescriptors() {\n        return true;\n    }");
            }
            String stream = marks.contains("both")
                    ? "BOTH"
                    : marks.contains("reads") ? "READ" : marks.contains("writes") ? "WRITE" : null;
            if (stream != null) {
                add("    @Override\n    public StreamDirection stream() {\n        return StreamDirection." + stream
                        + ";\n    }");
            }
            add("    @Override\n    public " + (reply == null ? "Empty" : "Reply") + " readReply(XdrReader in) {");
            add("        return " + (reply == null ? "Empty.EMPTY" : "Reply.read(in)") + ";\n    }");
            if (reply != null) {
                add("    /** What the daemon answers. */\n    public record Reply(" + components(reply)
                        + ") implements XdrValue {");
                members("Reply", reply);
                add("    }");
            }
        }
    }
}
