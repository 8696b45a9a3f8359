package dev.guestwire.cli.migrate;

import dev.guestwire.cli.document.Document;
import dev.guestwire.migration.MigrationRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What becomes of the guest. */
final class GuestOptions {
    @Option(names = "--no-live", description = "It is paused meanwhile.")
    private boolean paused;

    @Option(names = "--offline", description = "Only its definition, of a guest that is off; with --persistent.")
    private boolean offline;

    @Option(names = "--suspend", description = "It stays paused at the destination.")
    private boolean suspend;

    @Option(names = "--persistent", description = "The destination keeps its definition.")
    private boolean persistent;

    @Option(
            names = {"--undefine-source", "--undefinesource"},
            description = "The source forgets its definition.")
    private boolean undefineSource;

    @Option(names = "--dname", paramLabel = "NAME", description = "Its name at the destination.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--xml", paramLabel = "FILE", description = "Its document at the destination; - is standard input.")
    private Optional<Path> xml = Optional.empty();

    @Option(names = "--persistent-xml", paramLabel = "FILE", description = "Its definition at the destination.")
    private Optional<Path> persistentXml = Optional.empty();

    @Option(names = "--change-protection", description = "Nobody can change its definition meanwhile.")
    private boolean changeProtection;

    @Option(names = "--abort-on-error", description = "Gives up when one of its disks fails meanwhile.")
    private boolean abortOnError;

    @Option(names = "--unsafe", description = "Even if libvirt fears for the disks.")
    private boolean unsafe;

    GuestOptions() {}

    @Option(names = "--live", hidden = true, description = "As virsh has it; it is live anyway.")
    void live(boolean wanted) {}

    @Option(names = "--verbose", hidden = true, description = "As virsh has it; it is told of anyway.")
    void verbose(boolean wanted) {}

    boolean isOffline() {
        return offline;
    }

    MigrationRequest of(MigrationRequest plain) throws IOException {
        MigrationRequest request = offline ? plain.offline() : paused ? plain : plain.live();
        request = suspend ? request.paused() : request;
        request = persistent ? request.persistent() : request;
        request = undefineSource ? request.undefineSource() : request;
        request = name.isPresent() ? request.destinationName(name.get()) : request;
        request = xml.isPresent() ? request.destinationXml(read(xml.get())) : request;
        request = persistentXml.isPresent() ? request.persistentXml(read(persistentXml.get())) : request;
        request = changeProtection ? request.changeProtection() : request;
        request = abortOnError ? request.abortOnError() : request;
        return unsafe ? request.unsafe() : request;
    }

    private static String read(Path file) throws IOException {
        String text = Document.read(file);
        Document.parse(text, file.toString());
        return text;
    }
}
