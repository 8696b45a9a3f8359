package dev.guestwire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.remote.ConnectGetHostname;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Another Java process, for only a new process gets a new environment. */
class EnvironmentUriTest {
    @Test
    void theEnvironmentNamesTheHost() throws IOException, InterruptedException {
        try (FakeLibvirtd daemon = FakeLibvirtd.start()) {
            daemon.reply(ConnectGetHostname.class, new ConnectGetHostname.Reply("host-from-environment"));
            assertThat(run(daemon.uri())).isEqualTo("host-from-environment");
        }
    }

    @Test
    void aWrongUriInTheEnvironmentIsExplained() throws IOException, InterruptedException {
        assertThat(run("qemu+carrier-pigeon:///system"))
                .contains("InvalidInputException")
                .contains("carrier-pigeon");
    }

    private static String run(String uri) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PrintHostname.class.getName());
        builder.environment().put("LIBVIRT_DEFAULT_URI", uri);
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return printed;
    }

    /** What the other process runs. */
    static final class PrintHostname {
        private PrintHostname() {}

        public static void main(String[] arguments) {
            try (Host host = Host.connect()) {
                System.out.print(host.hostname());
            }
        }
    }
}
