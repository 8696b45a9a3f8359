package dev.guestwire.xml;

/**
 * The name of an element.
 *
 * @param namespace the namespace, empty if there is none
 * @param prefix the prefix it is written with, empty if there is none
 * @param local the name without the prefix
 */
record Name(String namespace, String prefix, String local) {
    /** {@return the name as it is written} */
    @Override
    public String toString() {
        return prefix.isEmpty() ? local : prefix + ":" + local;
    }
}
