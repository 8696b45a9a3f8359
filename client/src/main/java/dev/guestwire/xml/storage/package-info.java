/** Where bytes are kept: the sources, formats, chains and limits of disks, and the documents of pools and volumes. */
@NullMarked
package dev.guestwire.xml.storage;

import org.jspecify.annotations.NullMarked;
