package dev.guestwire.xml;

import org.jspecify.annotations.Nullable;

/** Something inside an element: another element, text, a comment or a processing instruction. Immutable. */
public sealed interface Node permits Element, Node.Text, Node.Comment, Node.Instruction {
    /** Characters as they are meant, without escapes. CDATA sections are read as text too. Equal if they say the same. */
    final class Text implements Node {
        private final String value;

        /**
         * Text to be put into an element.
         *
         * @param value what stands there, white space included
         * @throws IllegalArgumentException if it has a character that no XML document can hold
         */
        public Text(String value) {
            Characters.requireLegal(value);
            this.value = value;
        }

        /** For the reader, which has checked the text from {@code start} to {@code end} while it read it. */
        Text(String document, int start, int end) {
            this.value = document.substring(start, end);
        }

        /** {@return what stands there, white space included} */
        public String value() {
            return value;
        }

        /** {@return whether this is only white space} */
        public boolean isBlank() {
            return Characters.isBlank(value);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Text that && value.equals(that.value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }

        /** {@return how much there is: what it says may be secret} */
        @Override
        public String toString() {
            return "text of " + value.length() + " characters";
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
