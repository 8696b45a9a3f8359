package dev.guestwire.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.ByteStream;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.RunningGuest;
import dev.guestwire.agent.GuestCommand;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Screen, keyboard, serial port and channel of a guest that QEMU runs. */
class RealConsoleTest {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String SHELL = "exec 3<>/dev/ttyS1; /bin/sh -i <&3 >&3 2>&3 & exit 0";
    private static final String ECHO = "for p in /sys/class/virtio-ports/*; do"
            + " [ $(cat $p/name) = org.example.echo ] && exec 3<>/dev/${p##*/}; done;"
            + " while :; do cat <&3 >&3; usleep 50000; done";

    @LibvirtHost
    static Lab lab;

    @Test
    void aGuestIsSeenAndTalkedTo() throws Exception {
        var builder = lab.guest("seen")
                .device("<serial type='pty'><target port='1'/></serial>")
                .device("<channel type='unix'><target type='virtio' name='org.example.echo'/></channel>")
                .device("<video><model type='vga'/></video>");
        try (RunningGuest running = RunningGuest.boot(lab, builder)) {
            Guest guest = running.guest;
            aPictureOfTheScreen(guest);
            guest.screen().sendKeys(28);
            openTheSerialPort(guest);
            inGuest(guest, ECHO);
            aShellOnTheSerialPort(guest);
            oneAtATime(guest);
            aChannel(guest);
            whatIsNoTerminal(guest);
            theEndOfTheGuest(guest);
        }
    }

    @Test
    void theTestDriverHasAPicture() {
        try (Host host = Host.connect(lab.testUri())) {
            Screenshot picture = host.guest("test").screen().screenshot();
            assertThat(picture.mimeType()).isEqualTo("image/png");
            assertThat(picture.bytes().at(1)).isEqualTo((byte) 'P');
            assertThat(picture.bytes().length()).isGreaterThan(1000);
        }
    }

    /** What is typed before the guest has opened the port is lost. */
    private static void openTheSerialPort(Guest guest) throws InterruptedException {
        GuestCommand shell = GuestCommand.of("/bin/sh", "-c", SHELL).withoutOutput();
        assertThat(guest.agent().execute(shell).await(SOON).isSuccess()).isTrue();
    }

    private static void inGuest(Guest guest, String script) {
        guest.host()
                .call(new DomainAgentCommand(
                        guest.handle(),
                        "{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"/bin/sh\",\"arg\":[\"-c\",\"" + script
                                + "\"]}}",
                        -2,
                        0));
    }

    private static void aPictureOfTheScreen(Guest guest) {
        Screenshot picture = guest.screen().screenshot();
        assertThat(picture.mimeType()).as("QEMU can make a PNG since 7.1").isIn("image/png", "image/x-portable-pixmap");
        boolean png = picture.mimeType().equals("image/png");
        assertThat(picture.bytes().at(png ? 1 : 0)).isEqualTo((byte) 'P');
        assertThat(picture.bytes().length()).isGreaterThan(200);
        assertThatThrownBy(() -> guest.screen().screenshot(7)).isInstanceOf(CallFailedException.class);
    }

    private static void aShellOnTheSerialPort(Guest guest) throws Exception {
        try (ByteStream<Empty> console = guest.console().open("serial1").patience(SOON)) {
            console.output().write("echo $((6 * 7))-answers\n".getBytes(UTF_8));
            assertThat(readUntil(console, "42-answers")).contains("echo $((6 * 7))-answers");
        }
    }

    private static void oneAtATime(Guest guest) throws Exception {
        Console console = guest.console();
        try (ByteStream<Empty> first =
                console.open("serial1", Console.Option.SAFE).patience(SOON)) {
            assertThatThrownBy(() -> console.open("serial1"))
                    .isInstanceOfSatisfying(
                            CallFailedException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OPERATION_FAILED));
            try (ByteStream<Empty> second =
                    console.open("serial1", Console.Option.FORCE).patience(SOON)) {
                assertThatThrownBy(() -> readUntil(first, "never")).isInstanceOf(CallFailedException.class);
                second.output().write("echo $((7 * 7))-again\n".getBytes(UTF_8));
                readUntil(second, "49-again");
            }
        }
        for (int again = 0; again < 10; again++) {
            console.open("serial1").close();
        }
    }

    private static void aChannel(Guest guest) throws Exception {
        try (ByteStream<Empty> channel =
                guest.console().openChannel("org.example.echo").patience(SOON)) {
            channel.output().write("hello\n".getBytes(UTF_8));
            readUntil(channel, "hello");
        }
    }

    private static void whatIsNoTerminal(Guest guest) {
        assertThatThrownBy(() -> guest.console().open()).isInstanceOf(CallFailedException.class);
        assertThatThrownBy(() -> guest.console().open("nothing")).isInstanceOf(CallFailedException.class);
        assertThatThrownBy(() -> guest.console().openChannel("nothing")).isInstanceOf(CallFailedException.class);
    }

    private static void theEndOfTheGuest(Guest guest) throws Exception {
        try (ByteStream<Empty> console = guest.console().open("serial1").patience(SOON)) {
            guest.destroy();
            console.input().readAllBytes();
        }
    }

    private static String readUntil(ByteStream<?> stream, String wanted) {
        StringBuilder all = new StringBuilder();
        byte[] some = new byte[1000];
        while (all.indexOf(wanted) < 0) {
            int count = stream.read(some, 0, some.length);
            assertThat(count).as("the stream ends after " + all).isPositive();
            all.append(new String(some, 0, count, UTF_8));
        }
        return all.toString();
    }
}
