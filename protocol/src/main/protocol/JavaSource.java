import java.util.List;

/** The text of one Java file while it grows. */
final class JavaSource {
    private final String pack;
    private final StringBuilder text = new StringBuilder();
    private String indent = "";

    JavaSource(String root, String program) {
        pack = program.isEmpty() ? root : root + "." + program;
        add("package " + pack + ";\n");
        if (!program.isEmpty()) {
            add("import " + root + ".*;");
            if (!program.equals("remote")) {
                add("import " + root + ".remote.*;");
            }
            add("import java.util.List;\nimport java.util.UUID;");
        }
        add("import org.jspecify.annotations.Nullable;\n");
    }

    String pack() {
        return pack;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    void add(String lines) {
        for (String line : lines.split("\n", -1)) {
            text.append(line.isEmpty() ? "" : indent).append(line).append('\n');
        }
    }

    void indent(String spaces) {
        indent = spaces;
    }

    /** Adds what every record has: its lists copied, its writer, its reader, and its toString where it hides values. */
    void members(String name, List<Field> fields) {
        List<Field> lists = fields.stream().filter(Field::isList).toList();
        if (!lists.isEmpty()) {
            add("    /** Copies the lists. */\n    public " + name + " {");
            lists.forEach(list -> add("        " + list.name() + " = List.copyOf(" + list.name() + ");"));
            add("    }\n");
        }
        add("    @Override\n    public void write(XdrWriter out) {");
        fields.forEach(this::write);
        add("    }\n");
        add("    /** Reads what {@link #write} wrote. */\n    public static " + name + " read(XdrReader in) {");
        add("        return new " + name + "("
                + String.join(", ", fields.stream().map(Field::readWhole).toList()) + ");\n    }");
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
        add("\n    private static List<" + list.boxed() + "> "
                + list.readWhole().replace("(in)", "(XdrReader in) {"));
        add("        " + list.boxed() + "[] elements = new " + list.boxed() + "[in.count(" + list.bound() + ")];");
        add("        for (int i = 0; i < elements.length; i++) {\n            elements[i] = " + list.read()
                + ";\n        }");
        add("        return List.of(elements);\n    }");
    }

    private void masked(String name, List<Field> fields) {
        List<String> parts = fields.stream()
                .map(field -> field.name() + "=" + (field.masked() ? "***" : "\" + " + field.name() + " + \""))
                .toList();
        add("\n    @Override\n    public String toString() {");
        add("        return \"" + name + "[" + String.join(", ", parts) + "]\";\n    }");
    }

    void override(String type, String method, String value) {
        add("\n    @Override\n    public " + type + " " + method + " {\n        return " + value + ";\n    }");
    }
}
