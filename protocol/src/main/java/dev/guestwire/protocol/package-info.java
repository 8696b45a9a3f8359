/**
 * libvirt's remote protocol as values.
 *
 * <p>A packet is a length word, a header of six words and a payload in XDR (RFC 4506): big-endian, everything padded
 * to four bytes. libvirt uses a small part of it: {@code int} and {@code unsigned int} (four bytes), {@code hyper} and
 * {@code unsigned hyper} (eight), {@code double}, counted strings and byte strings, counted and fixed arrays, optional
 * values (a word 0 or 1 first), and one union. A {@code char} takes four bytes.
 *
 * <p>Every record here is immutable and safe to share; reader and writer are for one thread. Nothing does I/O. Unsigned
 * numbers are kept as the raw bits of {@code int} and {@code long}. Values are never null except where marked.
 */
@NullMarked
package dev.guestwire.protocol;

import org.jspecify.annotations.NullMarked;
