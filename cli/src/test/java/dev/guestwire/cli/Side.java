package dev.guestwire.cli;

import dev.guestwire.testkit.Lab;
import java.util.stream.Stream;

/** The command and {@code virsh}, side by side on the QEMU of a lab. */
final class Side {
    private Side() {}

    static Run run(Lab lab, String... words) {
        return Run.of(
                Stream.concat(Stream.of(words), Stream.of("-c", lab.qemuUri())).toArray(String[]::new));
    }

    /** {@return what virsh printed, if it ended well} */
    static String virsh(Lab lab, String... words) throws Exception {
        return new Agreement(lab.qemuUri()).virsh(words);
    }
}
