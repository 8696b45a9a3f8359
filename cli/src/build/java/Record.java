import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LabGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Records docs/recorded-run.sh on a terminal, at a private host with a guest that is not defined yet; docs/record starts it. */
final class Record {
    private Record() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Lab lab = Lab.start()) {
            String port = "<controller type='pci' model='pcie-root-port'/>";
            LabGuest guest = lab.guest("web")
                    .qcow2Disk(64)
                    .device("<controller type='pci' model='pcie-root'/>" + port.repeat(6))
                    .create();
            Path folder = lab.folder();
            Files.writeString(folder.resolve("web.xml"), guest.xml());
            Path disk = lab.newDisk("data", "qcow2", 16);
            Files.writeString(
                    folder.resolve("data.xml"),
                    "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='" + disk
                            + "'/><target dev='vdb' bus='virtio'/></disk>");
            ProcessBuilder script = new ProcessBuilder(arguments).inheritIO();
            script.environment().put("LIBVIRT_DEFAULT_URI", lab.qemuUri());
            script.environment().put("LAB", folder.toString());
            int code = script.start().waitFor();
            if (code != 0) {
                throw new IOException("the run ended with " + code);
            }
        }
    }
}
