package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packaged command with the test driver's host of a thousand guests, beside virsh. */
class ManyGuestsIT {
    private static final int GUESTS = 1000;
    private static final int WIDTH = 100;
    private static final int HEIGHT = 24;
    /** A machine that is busy otherwise slows now the one and now the other. */
    private static final int TRIES = 15;

    private static final int ENOUGH = 3;

    @LibvirtHost
    static Lab lab;

    private static RunFolder folder;
    private static String uri;

    @BeforeAll
    static void makeGuests() throws IOException {
        folder = RunFolder.create();
        Path node = lab.folder().resolve("node1000.xml");
        Files.writeString(
                node,
                IntStream.range(0, GUESTS)
                        .mapToObj(ManyGuestsIT::guest)
                        .collect(Collectors.joining("", "<node>", "</node>")));
        uri = lab.testUri().replace("/default", node.toString());
    }

    private static String guest(int number) {
        return """
                <domain type='test'><name>guest%04d</name><memory>65536</memory><vcpu>1</vcpu><os><type>hvm</type></os></domain>
                """.formatted(number);
    }

    @AfterAll
    static void removeFolder() throws IOException {
        folder.close();
    }

    private static RunningCommand run(String... words) {
        return RunningCommand.start(folder, List.of(words));
    }

    private static int listed(String... words) throws InterruptedException {
        try (RunningCommand command = run(words)) {
            assertThat(command.exit()).as(command.output()).isZero();
            return Math.toIntExact(command.output()
                    .lines()
                    .filter(line -> line.contains("guest0") || line.contains("guest1"))
                    .count());
        }
    }

    private static long nanoseconds(String... words) throws InterruptedException {
        long start = System.nanoTime();
        assertThat(listed(words)).isEqualTo(GUESTS);
        return System.nanoTime() - start;
    }

    @Test
    void aListingTakesNoLongerThanTwiceVirshs() throws Exception {
        String command = RunningCommand.ROOT.resolve("guestwire").toString();
        long virsh = Long.MAX_VALUE;
        long ours = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && (i < ENOUGH || ours >= 2 * virsh); i++) {
            virsh = Math.min(virsh, nanoseconds("virsh", "-c", uri, "list", "--all"));
            ours = Math.min(ours, nanoseconds(command, "-c", uri, "list", "--all"));
        }
        assertThat(ours).isLessThan(2 * virsh);
    }

    @Test
    void topDrawsOverItselfWithoutAMomentOfEmptiness() throws Exception {
        try (RunningCommand top = RunningCommand.onTerminal(
                folder, WIDTH, HEIGHT, "guestwire top --every 0.05 --count 4 -c '" + uri + "'")) {
            assertThat(top.exit()).as(top.output()).isZero();
            List<String> frames = List.of(top.output().split("(?=\033\\[H)", -1));
            assertThat(frames).as("the clearing at first, and four frames").hasSize(1 + 1 + 4);
            TerminalText screen = new TerminalText(WIDTH, HEIGHT);
            frames.subList(0, 3).forEach(screen::write);
            assertFull(screen);
            String last = frames.getLast();
            String rest =
                    String.join("", frames.subList(3, frames.size() - 1)) + last.substring(0, last.indexOf("\033[?"));
            for (String piece : rest.split("(?=\033)|(?=\r)")) {
                screen.write(piece);
                assertFull(screen);
            }
        }
    }

    private static void assertFull(TerminalText screen) {
        List<String> lines = screen.lines();
        assertThat(lines).hasSize(HEIGHT);
        assertThat(lines.getFirst()).startsWith("1000 guests, ");
        assertThat(lines.get(1)).startsWith("Guest");
        assertThat(lines.subList(2, lines.size()))
                .allMatch(line -> line.startsWith("guest0") && line.contains("running"));
    }

    @Test
    void aKeyIsAnsweredBeforeTheNextLook() throws Exception {
        try (RunningCommand top =
                RunningCommand.onTerminal(folder, WIDTH, HEIGHT, "guestwire top --every 6000 -c '" + uri + "'")) {
            assertThat(top.await("sort (c)")).contains("1000 guests");
            top.type('m');
            top.await("sort (m)");
            top.type('g');
            top.await("sort (g)");
            top.type('q');
            assertThat(top.exit()).as(top.output()).isZero();
        }
    }
}
