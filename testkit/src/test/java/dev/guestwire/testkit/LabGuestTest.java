package dev.guestwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** One guest is booted; the tests use it in turn, and the last one switches it off. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LabGuestTest {
    private final Lab lab = Lab.builder().onProgress(System.out::println).start();
    private final Virsh virsh = new Virsh(lab);
    private final LabGuest guest = lab.guest("tiny").qcow2Disk(64).qcow2Disk(16).create();

    @BeforeAll
    void boot() {
        long start = System.nanoTime();
        virsh.boot(guest);
        System.out.println("The agent answers after " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    @AfterAll
    void close() {
        lab.close();
    }

    @Test
    void theFirstDiskIsFrozenAndThawed() {
        assertThat(number(agent("guest-fsfreeze-freeze", ""))).isEqualTo("1");
        assertThat(agent("guest-fsfreeze-status", "")).contains("frozen");
        assertThat(number(agent("guest-fsfreeze-thaw", ""))).isEqualTo("1");
    }

    @Test
    void theClockIsSet() {
        virsh.run("domtime", "tiny", "--time", "1700000000");
        assertThat(Long.parseLong(virsh.run("domtime", "tiny").replaceAll("\\D", "")))
                .isBetween(1700000000L, 1700000600L);
        virsh.run("domtime", "tiny", "--now");
    }

    @Test
    void thePasswordOfRootIsSet() {
        assertThat(inGuest("shadow")).contains("root:*:");
        virsh.run("set-user-password", "tiny", "root", "open sesame");
        assertThat(inGuest("shadow")).contains("root:$6$");
    }

    @Test
    void aDiskIsDetached() {
        virsh.run("detach-disk", "tiny", "vdb", "--live");
        Virsh.await(() -> !virsh.run("domblklist", "tiny").contains("vdb"), "vdb to go");
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void theAgentRebootsIt() {
        virsh.run("reboot", "tiny", "--mode", "agent");
        Virsh.await(() -> Files.readString(guest.serialLog()).split(LabGuest.READY, -1).length > 2, "a second boot");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void thePowerButtonSwitchesItOff() throws IOException {
        virsh.run("shutdown", "tiny", "--mode", "acpi");
        virsh.awaitState(guest, "shut off (shutdown)");
        assertThat(Files.readString(guest.serialLog())).contains("Power down");
    }

    /** Reads a file below /etc of the guest through its agent. */
    private String inGuest(String file) {
        String handle = number(agent("guest-file-open", "\"path\":\"/etc/" + file + "\""));
        String answer = agent("guest-file-read", "\"handle\":" + handle);
        agent("guest-file-close", "\"handle\":" + handle);
        Matcher content = Pattern.compile("\"buf-b64\":\"([^\"]*)\"").matcher(answer);
        assertThat(content.find()).isTrue();
        return new String(Base64.getDecoder().decode(content.group(1)), StandardCharsets.UTF_8);
    }

    private String agent(String command, String arguments) {
        return virsh.run(
                "qemu-agent-command", "tiny", "{\"execute\":\"" + command + "\",\"arguments\":{" + arguments + "}}");
    }

    private static String number(String answer) {
        return answer.replaceAll("\\D", "");
    }
}
