import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A field of a line: {@code name: [masked] type[<bound>|[count]][?]}, and how Java holds, writes and reads it. */
record Field(String name, String type, String shape, int bound, boolean optional, boolean masked) {
    private static final Pattern FORM = Pattern.compile(
            "(?<name>\\w+): (?<masked>masked )?(?<type>\\w+)(?:(?<open>[<\\[])(?<bound>\\d+)[>\\]])?(?<optional>\\?)?");
    private static final Set<String> TAKEN =
            Set.of("number", "program", "stream", "clone", "finalize", "notify", "wait", "hashCode", "toString");
    private static final Map<String, String> NUMBERS = Map.of(
            "int", "int", "uint", "int", "char", "int", "uchar", "int", "ushort", "int", "hyper", "long", "uhyper",
            "long");
    private static final Set<String> SIMPLE = Set.of("string", "uuid", "typed_param");
    private static final Set<String> BOUNDED = Set.of("opaque", "chars", "words");
    private static final int STRING_MAX = 4_194_304;

    /** Reads a field; its type must be built in or one of those listed before. */
    static Field parse(String text, Set<String> listed) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("cannot read the field: " + text);
        }
        String name = camel(form.group("name"), false);
        Field field = new Field(
                TAKEN.contains(name) ? name + "Value" : name,
                form.group("type"),
                form.group("open") == null ? "" : form.group("open"),
                form.group("bound") == null ? 0 : Integer.parseInt(form.group("bound")),
                form.group("optional") != null,
                form.group("masked") != null);
        field.check(text, listed);
        return field;
    }

    private void check(String text, Set<String> listed) {
        boolean number = NUMBERS.containsKey(type);
        if (!number && !SIMPLE.contains(type) && !BOUNDED.contains(type) && !listed.contains(type)) {
            throw new IllegalArgumentException("no such type: " + text);
        }
        if (BOUNDED.contains(type) && bound == 0) {
            throw new IllegalArgumentException("a bound is missing: " + text);
        }
        if (shape.equals("[") && !type.equals("chars")) {
            throw new IllegalArgumentException("only chars have a fixed count: " + text);
        }
        if (optional && (number || !shape.isEmpty())) {
            throw new IllegalArgumentException("only a string, a uuid or a listed type may be absent: " + text);
        }
    }

    /** {@code srcPath}, {@code usageID}, {@code cpu_time} become camel case with acronyms as words. */
    static String camel(String name, boolean upper) {
        StringBuilder out = new StringBuilder();
        for (String word : name.split("_|(?<=[a-z0-9])(?=[A-Z])")) {
            String lower = word.toLowerCase(Locale.ROOT);
            boolean capital = upper || !out.isEmpty();
            out.append(capital ? Character.toUpperCase(lower.charAt(0)) : lower.charAt(0))
                    .append(lower.substring(1));
        }
        return out.toString();
    }

    boolean isList() {
        return shape.equals("<") && !BOUNDED.contains(type);
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

    String elementType() {
        return switch (type) {
            case "string", "chars" -> "String";
            case "opaque", "words" -> "Bytes";
            case "uuid" -> "UUID";
            default -> NUMBERS.containsKey(type) ? NUMBERS.get(type) : camel(type, true);
        };
    }

    String write(String value) {
        String label = ", \"" + name + "\");";
        return switch (type) {
            case "string" -> "out.string(" + value + ", " + STRING_MAX + label;
            case "chars" -> "out." + (shape.equals("[") ? "fixedChars(" : "chars(") + value + ", " + bound + label;
            case "words" -> "out.wideBytes(" + value + ", " + bound + label;
            case "opaque" -> "out.opaque(" + value + ", " + bound + label;
            case "uuid" -> "out.uuid(" + value + ");";
            default -> NUMBERS.containsKey(type) ? "out." + word() + "(" + value + ");" : value + ".write(out);";
        };
    }

    String read() {
        return switch (type) {
            case "string" -> "in.string(" + STRING_MAX + ")";
            case "chars" -> "in." + (shape.equals("[") ? "fixedChars(" : "chars(") + bound + ")";
            case "words" -> "in.wideBytes(" + bound + ")";
            case "opaque" -> "in.opaque(" + bound + ")";
            case "uuid" -> "in.uuid()";
            default -> NUMBERS.containsKey(type) ? "in." + word() + "()" : elementType() + ".read(in)";
        };
    }

    String readWhole() {
        if (isList()) {
            return "read" + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "(in)";
        }
        return optional ? "in.present() ? " + read() + " : null" : read();
    }

    private String word() {
        return elementType().equals("int") ? "int32" : "int64";
    }
}
