package dev.guestwire.console;

import static dev.guestwire.FakeHost.WEB;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.ByteStream;
import dev.guestwire.FakeHost;
import dev.guestwire.console.Screen.Codeset;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.remote.DomainOpenChannel;
import dev.guestwire.protocol.remote.DomainOpenConsole;
import dev.guestwire.protocol.remote.DomainScreenshot;
import dev.guestwire.protocol.remote.DomainSendKey;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What screens and consoles say to the daemon, and what they make of what it sends. */
@Timeout(240)
class ConsoleCallsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final byte[] PICTURE = "P6 picture".getBytes(US_ASCII);

    private final FakeHost fake = new FakeHost();
    private final Screen screen = fake.web.screen();
    private final Console console = fake.web.console();

    @AfterEach
    void close() {
        fake.close();
    }

    /** Does something that takes a picture, and plays the daemon meanwhile. */
    private <T> T pictured(@Nullable String mime, Supplier<T> action) throws InterruptedException {
        fake.daemon.reply(DomainScreenshot.class, new DomainScreenshot.Reply(mime));
        CompletableFuture<T> result = CompletableFuture.supplyAsync(action);
        lastStream(DomainScreenshot.class).send(PICTURE).end();
        return result.join();
    }

    private FakeStream lastStream(Class<?> type) throws InterruptedException {
        while (true) {
            var call = fake.daemon.nextCall(SOON);
            if (type.isInstance(call.call())) {
                return call.stream();
            }
        }
    }

    @Test
    void aScreenshotIsReadToItsEnd(@TempDir Path folder) throws Exception {
        Screenshot first = pictured("image/png", screen::screenshot);
        assertThat(first).isEqualTo(new Screenshot("image/png", Bytes.of(PICTURE)));
        assertThat(pictured(null, () -> screen.screenshot(1)).mimeType()).isEqualTo("application/octet-stream");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(pictured("image/png", () -> screen.screenshot(2, out))).isEqualTo("image/png");
        assertThat(out.toByteArray()).isEqualTo(PICTURE);
        Path file = folder.resolve("screen.png");
        assertThat(pictured("image/png", () -> screen.screenshot(3, file))).isEqualTo("image/png");
        assertThat(Files.readAllBytes(file)).isEqualTo(PICTURE);
        assertThat(fake.daemon.calls(DomainScreenshot.class))
                .containsExactly(
                        new DomainScreenshot(WEB, 0, 0),
                        new DomainScreenshot(WEB, 1, 0),
                        new DomainScreenshot(WEB, 2, 0),
                        new DomainScreenshot(WEB, 3, 0));
    }

    @Test
    void aPictureThatCannotBeWrittenEndsItsStream() throws Exception {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("disk full");
            }
        };
        assertThatThrownBy(() -> pictured("image/png", () -> screen.screenshot(0, full)))
                .hasCauseInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("disk full");
        fake.daemon.connections().getLast().awaitEnd(SOON);
    }

    @Test
    void keysArePressedTogether() {
        DomainSendKey enter = fake.sent(DomainSendKey.class, Empty.EMPTY, () -> screen.sendKeys(28));
        assertThat(enter).isEqualTo(new DomainSendKey(WEB, 0, 50, List.of(28), 0));
        DomainSendKey chord = fake.sent(
                DomainSendKey.class,
                Empty.EMPTY,
                () -> screen.sendKeys(Codeset.QNUM, Duration.ofSeconds(2), 29, 56, 111));
        assertThat(chord).isEqualTo(new DomainSendKey(WEB, 9, 2000, List.of(29, 56, 111), 0));
        assertThat(chord.toString()).as("somebody's password, key by key").doesNotContain("111");
    }

    @Test
    void codesetsHaveLibvirtsNumbers() {
        for (Codeset codeset : Codeset.values()) {
            DomainSendKey sent =
                    fake.sent(DomainSendKey.class, Empty.EMPTY, () -> screen.sendKeys(codeset, Duration.ZERO, 1));
            assertThat(sent.codeset())
                    .isEqualTo(
                            switch (codeset) {
                                case LINUX -> 0;
                                case XT -> 1;
                                case ATSET1 -> 2;
                                case ATSET2 -> 3;
                                case ATSET3 -> 4;
                                case OSX -> 5;
                                case XT_KBD -> 6;
                                case USB -> 7;
                                case WIN32 -> 8;
                                case QNUM -> 9;
                            });
        }
    }

    @Test
    void keysThatCannotBePressedAreRefusedHere() {
        assertThatThrownBy(() -> screen.sendKeys(Codeset.XT, Duration.ofMillis(-1), 1))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> screen.sendKeys(Codeset.XT, Duration.ofDays(365), 1))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> screen.sendKeys(new int[17]))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at most 16");
    }

    @Test
    void consolesAndChannelsAreOpenedByNameOrNot() {
        fake.daemon
                .on(DomainOpenConsole.class, call -> Answer.done())
                .on(DomainOpenChannel.class, call -> Answer.done());
        console.open().close();
        console.open(Console.Option.SAFE).close();
        console.open("serial1", Console.Option.FORCE).close();
        console.openChannel("org.example.0").close();
        console.openChannel("org.example.0", Console.ChannelOption.FORCE).close();
        assertThat(fake.daemon.calls(DomainOpenConsole.class))
                .containsExactly(
                        new DomainOpenConsole(WEB, null, 0),
                        new DomainOpenConsole(WEB, null, 2),
                        new DomainOpenConsole(WEB, "serial1", 1));
        assertThat(fake.daemon.calls(DomainOpenChannel.class))
                .containsExactly(
                        new DomainOpenChannel(WEB, "org.example.0", 0), new DomainOpenChannel(WEB, "org.example.0", 1));
    }

    @Test
    void theStreamsOfAConsoleTalkAndEnd() throws Exception {
        fake.daemon.on(DomainOpenConsole.class, call -> Answer.done());
        try (ByteStream<Empty> stream = console.open()) {
            FakeStream played = lastStream(DomainOpenConsole.class);
            stream.output().write('a');
            assertThat(played.next(SOON).payload()).isEqualTo(Bytes.of((byte) 'a'));
            played.send((byte) 'b', (byte) 0xff);
            assertThat(stream.input().read()).isEqualTo('b');
            assertThat(stream.input().available()).isEqualTo(1);
            assertThat(stream.input().read()).isEqualTo(0xff);
            assertThat(stream).hasToString("ByteStream[DomainOpenConsole]");
            assertThat(stream.reply()).isEqualTo(Empty.EMPTY);
            stream.output().close();
            assertThat(played.next(SOON).header().status()).isEqualTo(PacketStatus.OK);
        }
        try (ByteStream<Empty> stream = console.open().patience(SOON)) {
            FakeStream played = lastStream(DomainOpenConsole.class);
            stream.input().close();
            assertThat(played.next(SOON).header().status()).isEqualTo(PacketStatus.ERROR);
        }
    }

    @Test
    void aConsoleTakenByForceTellsWhoHadIt() throws Exception {
        fake.daemon.on(DomainOpenConsole.class, call -> Answer.done());
        try (ByteStream<Empty> stream = console.open()) {
            lastStream(DomainOpenConsole.class)
                    .fail(RemoteError.of(ErrorCode.RPC, ErrorDomain.STREAMS, "stream aborted by another user"));
            assertThatThrownBy(() -> stream.input().read())
                    .isInstanceOf(CallFailedException.class)
                    .hasMessageContaining("DomainOpenConsole of guest web failed")
                    .hasMessageContaining("another user");
        }
    }
}
