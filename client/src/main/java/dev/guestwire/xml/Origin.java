package dev.guestwire.xml;

/**
 * Where an element was read, for messages only: it never counts in a comparison, and a changed copy keeps it.
 *
 * @param document the document it stood in
 * @param line the line of its start tag's end, 0 if it was not read
 */
record Origin(Document document, int line) {
    static final Origin BUILT = new Origin(new Document(), 0);

    @Override
    public String toString() {
        return line == 0 ? "an element built here" : "line " + line + " of " + document.description;
    }

    /** One text that was read. Filled in by the reader before anybody else can see it. */
    static final class Document {
        private String description = "a document";

        void describe(Element root, String name) {
            description = "<" + root.qualifiedName() + ">" + (name.isEmpty() ? "" : " '" + name + "'");
        }
    }
}
