package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs of what a real daemon has besides guests; {@code virsh} beside them agrees. */
class RealHostTest {
    @LibvirtHost
    static Lab lab;

    @TempDir
    Path folder;

    private static Run run(String... words) {
        return Side.run(lab, words);
    }

    private static String virsh(String... words) throws Exception {
        return Side.virsh(lab, words);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".xml"), text).toString();
    }

    @Test
    void secretsComeAndGo() throws Exception {
        String document = "<secret ephemeral='yes'><usage type='ceph'><name>client.web</name></usage></secret>";
        String made =
                run("secret", "define", file("secret", document), "--json").ok().out();
        String uuid = made.replaceFirst("(?s)\\{\"secret\":\"([^\"]*)\".*", "$1");
        assertThat(run("secret", "list").ok().lines())
                .containsExactly("Secret                                Type  Usage", uuid + "  ceph  client.web");
        assertThat(run("secret", "set-value", uuid, "--password-env", "GUESTWIRE_TEST_PASSWORD")
                        .ok()
                        .out())
                .isEqualTo(uuid + ": value set\n");
        String value = virsh("secret-get-value", uuid);
        assertThat(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
                .isEqualTo(System.getenv("GUESTWIRE_TEST_PASSWORD"));
        assertThat(run("secret", "xml", uuid).ok().out().strip()).isEqualTo(virsh("secret-dumpxml", uuid));
        assertThat(run("secret", "undefine", uuid).ok().out()).isEqualTo(uuid + ": undefined\n");
        Run missing = run("secret", "xml", uuid);
        assertThat(missing.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(missing.error()).startsWith("guestwire secret xml: there is no secret");
        assertThat(virsh("secret-list")).isEmpty();
    }

    @Test
    void poolsAndVolumesOfFiles() throws Exception {
        Path images = lab.folder().resolve("images");
        String document = "<pool type='dir'><name>images</name><target><path>" + images + "</path></target></pool>";
        assertThat(run("pool", "define", file("pool", document)).ok().out()).isEqualTo("images: defined\n");
        assertThat(run("pool", "build", "images").ok().out()).isEqualTo("images: built\n");
        assertThat(run("pool", "start", "images").ok().out()).isEqualTo("images: started\n");
        run("pool", "autostart", "images").ok();
        assertThat(virsh("pool-info", "images"))
                .containsPattern("State: +running")
                .containsPattern("Autostart: +yes");
        run("pool", "autostart", "images", "--disable").ok();
        assertThat(virsh("pool-info", "images")).containsPattern("Autostart: +no");
        assertThat(run("pool", "xml", "images").ok().out().strip()).isEqualTo(virsh("pool-dumpxml", "images"));

        run("volume", "create", "images", "a.raw", "1M", "--format", "raw").ok();
        assertThat(run("volume", "resize", "images", "a.raw", "2M").ok().out()).isEqualTo("a.raw: resized\n");
        assertThat(Files.size(images.resolve("a.raw"))).isEqualTo(2 << 20);
        assertThat(run("volume", "resize", "images", "a.raw", "1M").code()).isNotZero();
        run("volume", "resize", "images", "a.raw", "1M", "--shrink").ok();
        assertThat(run("volume", "info", "images", "a.raw", "--json").ok().out())
                .startsWith("{\"volume\":\"a.raw\",\"pool\":\"images\",\"type\":\"file\",\"capacityBytes\":1048576,");
        assertThat(run("volume", "xml", "images", "a.raw").ok().out().strip())
                .isEqualTo(virsh("vol-dumpxml", "a.raw", "images"));
        Files.createFile(images.resolve("b.raw"));
        assertThat(run("volume", "list", "images").ok().lines()).hasSize(2);
        assertThat(run("pool", "refresh", "images").ok().out()).isEqualTo("images: refreshed\n");
        assertThat(run("volume", "list", "images").ok().lines()).hasSize(3);
        assertThat(run("volume", "delete", "images", "a.raw").ok().out()).isEqualTo("a.raw: deleted\n");
        assertThat(Files.exists(images.resolve("a.raw"))).isFalse();
        assertThat(run("pool", "destroy", "images").ok().out()).isEqualTo("images: stopped\n");
        assertThat(run("pool", "undefine", "images").ok().out()).isEqualTo("images: undefined\n");
        assertThat(virsh("pool-list", "--all")).isEmpty();
    }

    @Test
    void aNetworkThatNobodyMayStartHere() throws Exception {
        String document = "<network><name>lan</name><bridge name='virbr9'/></network>";
        run("network", "define", file("network", document)).ok();
        assertThat(run("network", "leases", "lan").ok().lines()).containsExactly("MAC  Address  Hostname  Expires");
        assertThat(run("network", "xml", "lan").ok().out().strip()).isEqualTo(virsh("net-dumpxml", "lan"));
        run("network", "undefine", "lan").ok();
        assertThat(virsh("net-list", "--all")).isEmpty();
    }
}
