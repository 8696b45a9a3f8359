/** Tests of storage pools and volumes. */
@NullMarked
package dev.guestwire.storage;

import org.jspecify.annotations.NullMarked;
