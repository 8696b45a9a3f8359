package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.testkit.Lab;
import java.nio.charset.StandardCharsets;
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
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("virsh", "-q", "-c", lab.qemuUri()), Stream.of(words))
                                .toList())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.strip();
    }
}
