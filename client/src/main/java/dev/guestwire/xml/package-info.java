/**
 * Libvirt's documents, read and changed without losing anything.
 *
 * <p>An {@link dev.guestwire.xml.Element} is an immutable tree that keeps all it was read with. Typed classes are records
 * that view such an element: they own nothing, so they can lose nothing, and {@code xml()} always leads back to the whole.
 *
 * <p>All views look alike. A value that may be missing is an {@code Optional}; a part that may be missing reads as an empty
 * view; repeated parts are an unmodifiable list. {@code withX(value)} returns a new view with the value set, and null
 * removes it; {@code withX(x -> …)} changes a part, and one left without attributes and content is removed. A value that
 * cannot be read throws {@link dev.guestwire.error.MalformedDataException} only when it is asked for.
 *
 * <p>Everything is immutable and safe for any thread. Paths are those of the libvirt host, so they are strings.
 */
@NullMarked
package dev.guestwire.xml;

import org.jspecify.annotations.NullMarked;
