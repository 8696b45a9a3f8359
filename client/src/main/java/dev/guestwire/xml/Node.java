package dev.guestwire.xml;

/** Something inside an element: another element, text, a comment or a processing instruction. Immutable. */
public sealed interface Node permits Element, Node.Text, Node.Comment, Node.Instruction {
    /**
     * Characters as they are meant, without escapes. CDATA sections are read as text too.
     *
     * @param value what stands there, white space included
     */
    record Text(String value) implements Node {
        /** Refuses characters that no XML document can hold. */
        public Text {
            Characters.requireLegal(value);
        }

        /** {@return whether this is only white space} */
        public boolean isBlank() {
            return Characters.isBlank(value);
        }
    }

    /**
     * A comment; it is kept, but never counts in a comparison.
     *
     * @param value what stands between {@code <!--} and {@code -->}
     */
    record Comment(String value) implements Node {
        /** Refuses text that would end the comment early. */
        public Comment {
            Characters.requireLegal(value);
            if (value.contains("--") || value.endsWith("-")) {
                throw new IllegalArgumentException("A comment cannot contain -- or end with -");
            }
        }
    }

    /**
     * A processing instruction; it is kept, but never counts in a comparison.
     *
     * @param target the name behind {@code <?}
     * @param value the rest, empty if there is none
     */
    record Instruction(String target, String value) implements Node {
        /** Refuses text that would end the instruction early. */
        public Instruction {
            Characters.requireName(target);
            Characters.requireLegal(value);
            if (value.contains("?>") || target.equalsIgnoreCase("xml")) {
                throw new IllegalArgumentException("Not a processing instruction: " + target);
            }
        }
    }
}
