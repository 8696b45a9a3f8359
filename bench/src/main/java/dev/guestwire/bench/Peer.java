package dev.guestwire.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A Python library that reads documents in a process that stays: it reads them all, once, for each line it is sent. */
final class Peer implements AutoCloseable {
    /** Nova is only installed for Debian's own interpreter. */
    private static final String INTERPRETER = "/usr/bin/python3";

    private static final String LXML = """
            from lxml import etree
            def disks(xml):
                return [disk.find("target").get("dev") + disk.find("target").get("bus") + disk.find("source").get("file")
                        for disk in etree.fromstring(xml).iterfind("devices/disk")]
            """;

    private static final String NOVA = """
            from nova.virt.libvirt import config
            def disks(xml):
                guest = config.LibvirtConfigGuest()
                guest.parse_str(xml)
                return [device.target_dev + device.target_bus + device.source_path
                        for device in guest.devices if isinstance(device, config.LibvirtConfigGuestDisk)]
            """;

    private static final String LOOP = """
            import sys
            with open(sys.argv[1], encoding="utf-8") as file:
                documents = file.read().split(chr(0))
            print("ready", flush=True)
            for line in sys.stdin:
                found = 0
                for xml in documents:
                    found += len(disks(xml))
                print(found, flush=True)
            """;

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;

    private Peer(Process process) {
        this.process = process;
        this.commands = new PrintWriter(process.outputWriter(UTF_8), true);
        this.answers = process.inputReader(UTF_8);
    }

    /** {@return lxml, if this machine has it} */
    static Optional<Peer> lxml(List<String> documents) throws IOException {
        return start("lxml", LXML, documents);
    }

    /** {@return Nova's LibvirtConfigGuest, if this machine has it} */
    static Optional<Peer> nova(List<String> documents) throws IOException {
        return start("Nova (python3-nova)", NOVA, documents);
    }

    private static Optional<Peer> start(String what, String library, List<String> documents) throws IOException {
        if (Files.isExecutable(Path.of(INTERPRETER))) {
            Path file = Files.createTempFile("guestwire-bench", ".documents");
            try {
                Files.writeString(file, String.join("\0", documents));
                Peer peer = new Peer(new ProcessBuilder(INTERPRETER, "-c", library + LOOP, file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
                if ("ready".equals(peer.answers.readLine())) {
                    return Optional.of(peer);
                }
                peer.close();
            } finally {
                Files.delete(file);
            }
        }
        System.out.println(what + " is not compared: " + INTERPRETER + " does not have it");
        return Optional.empty();
    }

    /** Reads all documents once. */
    void run(int disks) throws IOException {
        commands.println("again");
        String found = answers.readLine();
        if (!String.valueOf(disks).equals(found)) {
            throw new IOException("The Python process found " + found + " disks, not " + disks);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
