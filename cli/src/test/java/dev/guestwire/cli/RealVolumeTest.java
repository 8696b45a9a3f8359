package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that travel into volumes and back; {@code virsh} beside it. */
class RealVolumeTest {
    private static final int MIB = 1 << 20;

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

    private Path random(String name, int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Files.write(folder.resolve(name), bytes);
    }

    @BeforeEach
    void pool() throws Exception {
        if (virsh("pool-list", "--name").isEmpty()) {
            String xml = "<pool type='dir'><name>p</name><target><path>"
                    + lab.socket().resolveSibling("p") + "</path></target></pool>";
            run(
                            "pool",
                            "define",
                            Files.writeString(folder.resolve("p.xml"), xml).toString())
                    .ok();
            run("pool", "build", "p").ok();
            run("pool", "start", "p").ok();
        }
    }

    @Test
    void upAndDown() throws Exception {
        Path file = random("file", 3 * MIB);
        run("volume", "create", "p", "disk", "4M", "--format", "raw").ok();
        assertThat(run("volume", "upload", "disk", file.toString(), "--pool", "p")
                        .ok()
                        .lines())
                .last()
                .asString()
                .startsWith("upload of disk: completed, 3.0 MiB in ");
        Path back = folder.resolve("back");
        assertThat(run("volume", "download", "p", "disk", back.toString(), "--json")
                        .ok()
                        .lines())
                .last()
                .asString()
                .startsWith("{\"volume\":\"disk\",\"pool\":\"p\",\"file\":\"" + back
                        + "\",\"job\":\"download of disk\",\"status\":\"completed\",\"doneBytes\":4194304,");
        byte[] wanted = Arrays.copyOf(Files.readAllBytes(file), 4 * MIB);
        assertThat(Files.readAllBytes(back)).isEqualTo(wanted);
        Path theirs = folder.resolve("theirs");
        virsh("vol-download", "disk", theirs.toString(), "--pool", "p");
        assertThat(Files.mismatch(back, theirs)).isEqualTo(-1);
        Run again = run("volume", "download", "p/disk", back.toString());
        assertThat(again.code()).isEqualTo(ExitCode.FAILED);
        assertThat(again.error()).contains("is there already", "--force writes over it");
        partsOf(file, wanted);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).noneMatch(path -> path.toString().endsWith(".part"));
        }
    }

    private void partsOf(Path file, byte[] wanted) throws Exception {
        run("volume", "upload", "p/disk", file.toString(), "--offset", "3M", "--length", "4096")
                .ok();
        Path part = folder.resolve("part");
        run("volume", "download", "p", "disk", part.toString(), "--offset", "3M", "--length", "4096")
                .ok();
        assertThat(Files.readAllBytes(part)).isEqualTo(Arrays.copyOf(wanted, 4096));
        run("volume", "create", "p", "new", "4M", "--format", "raw").ok();
        run("volume", "upload", "p", "new", file.toString(), "--sparse").ok();
        Path path = Path.of(virsh("vol-path", "new", "--pool", "p"));
        run("volume", "download", path.toString(), part.toString(), "--sparse", "--force")
                .ok();
        assertThat(Files.readAllBytes(part)).isEqualTo(wanted);
    }

    @Test
    void aRawVolumeDoesNotGrow() throws Exception {
        run("volume", "create", "p", "tight", "1M", "--format", "raw").ok();
        Path large = random("large", MIB + 1);
        Run refused = run("volume", "upload", "p", "tight", large.toString());
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.error())
                .contains(
                        large + " has 1048577 bytes (1.0 MiB), and volume tight of pool p has room for 1048576 bytes"
                                + " (1.0 MiB); nothing was written",
                        "guestwire volume resize p tight SIZE makes it larger");
        Path fits = random("fits", MIB);
        assertThat(run("volume", "upload", "p", "tight", fits.toString(), "--offset", "1")
                        .error())
                .contains("has room for 1048575 bytes (1.0 MiB) behind offset 1");
        Path path = Path.of(virsh("vol-path", "tight", "--pool", "p"));
        assertThat(Files.readAllBytes(path)).containsOnly(0);
        run("volume", "upload", "p", "tight", large.toString(), "--length", "1M")
                .ok();
        run("volume", "upload", "p", "tight", fits.toString()).ok();
        assertThat(Files.mismatch(path, fits)).isEqualTo(-1);
        Run endless = run("volume", "upload", "p", "tight", "/dev/zero");
        assertThat(endless.code()).isEqualTo(ExitCode.FAILED);
        assertThat(endless.error())
                .contains("/dev/zero has more, and volume tight", "the first 1048576 bytes (1.0 MiB) were written");
        assertThat(Files.size(path)).isEqualTo(MIB);
        run("volume", "create", "p", "image", "1M", "--format", "qcow2").ok();
        run("volume", "upload", "p", "image", large.toString()).ok();
    }

    @Test
    void clonesAndTheirEnd() throws Exception {
        run("volume", "create", "p", "one", "1M", "--format", "raw").ok();
        Path file = random("one", MIB);
        run("volume", "upload", "p", "one", file.toString()).ok();
        assertThat(run("volume", "clone", "p", "one", "two").ok().out()).isEqualTo("two: made from one\n");
        Path back = folder.resolve("back");
        virsh("vol-download", "two", back.toString(), "--pool", "p");
        assertThat(Files.mismatch(file, back)).isEqualTo(-1);
        run("volume", "clone", "p", "one", "three", "--format", "qcow2").ok();
        assertThat(virsh("vol-dumpxml", "three", "--pool", "p")).contains("<format type='qcow2'/>");
        assertThat(run("volume", "wipe", "p", "two").ok().out()).isEqualTo("two: wiped\n");
        virsh("vol-download", "two", back.toString(), "--pool", "p");
        assertThat(Files.readAllBytes(back)).containsOnly(0);
        run("volume", "resize", "p", "two", "1M", "--delta").ok();
        assertThat(virsh("vol-info", "two", "--pool", "p")).containsPattern("Capacity: +2.00 MiB");
        Path xml = Files.writeString(
                folder.resolve("v.xml"), "<volume><name>four</name><capacity unit='MiB'>1</capacity></volume>");
        assertThat(run("volume", "define", "p", xml.toString()).ok().out()).isEqualTo("four: made\n");
        assertThat(virsh("vol-list", "p")).contains("four");
    }

    @Test
    void whatThereIsNot() throws Exception {
        Path file = random("some", 16);
        Run nowhere = run("volume", "upload", "gone", file.toString());
        assertThat(nowhere.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(nowhere.error()).contains("no volume of the path or key 'gone'", "--pool names the pool");
        assertThat(run("volume", "upload", "p/gone", file.toString()).code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("volume", "upload", "p", "a", file.toString(), "--pool", "q")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        run("volume", "create", "p", "small", "1M", "--format", "raw").ok();
        assertThat(run("volume", "upload", "p/small", "/no/such").error()).contains("no such file: /no/such");
        assertThat(run("volume", "download", "p/small", "/no/such/file").error())
                .contains("there is no folder /no/such");
    }
}
