package dev.guestwire.block;

import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.domain.Domain;
import java.util.Optional;

/**
 * What was there before a block job was asked for.
 *
 * @param guest the guest's document; empty if the daemon did not tell
 * @param disk the disk; empty if there is none
 */
record Seen(Optional<Domain> guest, Optional<Disk> disk) {
    static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty());

    /** {@return what the disk stands on} */
    ImageChain chain() {
        return disk.map(ImageChain::of).orElse(ImageChain.NONE);
    }
}
