/** A guest's definition, {@link dev.guestwire.xml.domain.Domain}, and the documents that are about one guest. */
@NullMarked
package dev.guestwire.xml.domain;

import org.jspecify.annotations.NullMarked;
