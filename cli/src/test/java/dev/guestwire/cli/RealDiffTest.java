package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What QEMU's driver says of a guest that runs, and what of that is a difference. */
class RealDiffTest {
    @LibvirtHost
    static Lab lab;

    @TempDir
    Path folder;

    private static Run run(String... words) {
        return Side.run(lab, words);
    }

    @Test
    void onlyWhatLastsIsADifference() throws Exception {
        String port = "<controller type='pci' model='pcie-root-port'/>";
        String xml = lab.guest("web")
                .qcow2Disk(16)
                .device("<controller type='pci' model='pcie-root'/>" + port.repeat(6))
                .device("<disk type='file' device='cdrom'><target dev='sda' bus='sata'/></disk>")
                .device("<interface type='user'><model type='virtio'/></interface>")
                .device("<graphics type='vnc' autoport='yes'/>")
                .create()
                .xml();
        run("define", Files.writeString(folder.resolve("web.xml"), xml).toString())
                .ok();
        run("start", "web").ok();
        assertThat(run("diff", "web").ok().out()).isEqualTo("web: nothing differs\n");
        assertThat(run("diff", "web", "--json").ok().out()).endsWith("\"differences\":[]}\n");
        Run all = run("diff", "web", "--all");
        assertThat(all.code()).isEqualTo(ExitCode.FAILED);
        assertThat(all.out()).contains("domain/@id: ", "/alias");

        Path image = lab.newDisk("hot", "qcow2", 16);
        Path disk = Files.writeString(
                folder.resolve("hot.xml"),
                "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='" + image
                        + "'/><target dev='vdb' bus='virtio'/></disk>");
        run("attach-device", "web", disk.toString(), "--live").ok();
        Run one = run("diff", "web");
        assertThat(one.code()).isEqualTo(ExitCode.FAILED);
        assertThat(one.lines()).singleElement().asString().startsWith("domain/devices/disk[vdb]: removed <disk ");

        whatIsNotThereIsNamed(image, disk);
        run("destroy", "web").ok();
    }

    private static void whatIsNotThereIsNamed(Path image, Path disk) {
        Run missing = run("detach-device", "web", disk.toString(), "--config");
        assertThat(missing.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(missing.error()).contains("the definition of guest web has no disk vdb; it has 2: vda, sda");
        Run idle = run("disk", "pivot", "web", "vda");
        assertThat(idle.code()).isEqualTo(ExitCode.WRONG_STATE);
        assertThat(idle.error()).contains("disk vda of guest web has no job");
        assertThat(run("disk", "commit", "web", "vda", "--active").error())
                .contains("disk vda of guest web has one image only");
        assertThat(run("disk", "copy", "web", "vda", image.toString()).error())
                .contains("the host has a file " + image + " already", "--reuse-external");
    }
}
