package dev.guestwire.testkit.image;

import dev.guestwire.testkit.error.LabException;
import dev.guestwire.testkit.program.Command;
import dev.guestwire.testkit.program.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Puts the guest's first and only file system together. */
final class Initramfs {
    /** What must be there before the agent can answer. */
    private static final List<String> FIRST_MODULES =
            List.of("virtio_pci", "virtio_blk", "virtio_console", "ext4", "button", "evdev");

    /** What can wait until it does. */
    private static final List<String> LATER_MODULES =
            List.of("virtio_balloon", "virtio_net", "virtio_scsi", "sd_mod", "virtio_rng");

    private static final List<String> FOLDERS =
            List.of("/proc", "/sys", "/dev", "/run/lock", "/tmp", "/mnt", "/root", "/var/log", "/var/lock", "/var/run");

    private static final Map<String, String> TEXTS = Map.of(
            "/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n",
            "/etc/shadow", "root:*:19000:0:99999:7:::\n",
            "/etc/group", "root:x:0:\nshadow:x:42:\n");

    private static final Map<String, String> SCRIPTS = Map.of(
            "/init", "init",
            "/etc/acpi/PWRF/00000080", "power-button",
            "/sbin/shutdown", "shutdown",
            "/usr/sbin/chpasswd", "chpasswd");

    private static final Pattern LIBRARY = Pattern.compile("(?m)^\\s+(?:\\S+ => )?(/\\S+) \\(0x");
    private static final Pattern LOST_LIBRARY = Pattern.compile("(?m)^\\s+(\\S+) => not found");

    private final GuestParts parts;

    Initramfs(GuestParts parts) {
        this.parts = parts;
    }

    /** {@return all that decides what the image holds, apart from the parts: a change of it needs a new image} */
    static String recipe() throws IOException {
        StringBuilder recipe = new StringBuilder();
        recipe.append(FIRST_MODULES).append(LATER_MODULES).append(FOLDERS).append(new TreeMap<>(TEXTS));
        for (Map.Entry<String, String> script : new TreeMap<>(SCRIPTS).entrySet()) {
            recipe.append(script.getKey()).append(new String(resource(script.getValue()), StandardCharsets.UTF_8));
        }
        return recipe.toString();
    }

    /** Writes the archive, compressed. */
    void write(OutputStream out) throws IOException {
        try (CpioArchive archive = new CpioArchive(new GZIPOutputStream(out, 1 << 16))) {
            for (String folder : FOLDERS) {
                archive.folder(folder);
            }
            for (Map.Entry<String, String> text : new TreeMap<>(TEXTS).entrySet()) {
                archive.file(text.getKey(), text.getValue().getBytes(StandardCharsets.UTF_8));
            }
            for (Map.Entry<String, String> script : new TreeMap<>(SCRIPTS).entrySet()) {
                archive.file(script.getKey(), resource(script.getValue()));
            }
            programs(archive);
            KernelModules modules = new KernelModules(parts.modules());
            Map<String, byte[]> first = modules.inOrder(FIRST_MODULES);
            Map<String, byte[]> later = modules.inOrder(LATER_MODULES);
            later.keySet().removeAll(first.keySet());
            modules(archive, "first", first);
            modules(archive, "later", later);
        }
    }

    private void programs(CpioArchive archive) throws IOException {
        Path busybox = Program.BUSYBOX.require();
        Map<String, Path> programs = new TreeMap<>(Map.of(
                "/bin/busybox", busybox,
                "/usr/sbin/qemu-ga", parts.agent(),
                "/sbin/hwclock", parts.hwclock(),
                "/usr/sbin/chpasswd.real", parts.chpasswd(),
                "/sbin/mke2fs", Program.MKE2FS.require()));
        TreeSet<String> libraries = new TreeSet<>();
        for (Map.Entry<String, Path> program : programs.entrySet()) {
            archive.file(program.getKey(), Files.readAllBytes(program.getValue()));
            libraries.addAll(librariesOf(program.getValue()));
        }
        for (String library : libraries) {
            archive.file(library, Files.readAllBytes(Path.of(library)));
        }
        String applets = Command.of(busybox.toString(), "--list").output();
        for (String applet : new TreeSet<>(applets.lines().toList())) {
            if (!List.of("busybox", "hwclock", "mke2fs", "chpasswd", "shutdown").contains(applet)) {
                archive.link("/bin/" + applet, "busybox");
            }
        }
    }

    private static List<String> librariesOf(Path program) {
        // A static program makes ldd end with 1 and say so.
        String output = Command.of(Program.LDD, program.toString()).run().output();
        Matcher lost = LOST_LIBRARY.matcher(output);
        if (lost.find()) {
            throw new LabException(program + " needs the library " + lost.group(1) + ", which this machine lacks");
        }
        return LIBRARY.matcher(output).results().map(found -> found.group(1)).toList();
    }

    private static void modules(CpioArchive archive, String list, Map<String, byte[]> modules) throws IOException {
        for (Map.Entry<String, byte[]> module : modules.entrySet()) {
            archive.file("/lib/modules/" + module.getKey() + ".ko", module.getValue());
        }
        String names = modules.keySet().stream().map(name -> name + ".ko\n").reduce("", String::concat);
        archive.file("/lib/modules/" + list, names.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream resource = Initramfs.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IOException("The kit lacks its own file " + name);
            }
            return resource.readAllBytes();
        }
    }
}
