/** What libvirt makes of the definition of a guest: how it reads values, what it fills in, and what it drops. */
@NullMarked
package dev.guestwire.xml.kept;

import org.jspecify.annotations.NullMarked;
