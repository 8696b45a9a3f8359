package dev.guestwire.cli.backup;

import dev.guestwire.job.NbdServer;
import dev.guestwire.xml.domain.DomainBackup;
import dev.guestwire.xml.domain.DomainBackup.BackupDisk;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Where a backup is served. */
final class BackupServer {
    /** The port of NBD. */
    static final int PORT = 10_809;

    private static final Pattern ADDRESS = Pattern.compile("(?:tcp:(?://)?)?(\\[[^]]+]|[^:/]+)(?::(\\d{1,5}))?");
    private static final Pattern SOCKET = Pattern.compile("(?:unix:(?://)?)?(/.+)");

    private BackupServer() {}

    static NbdServer parse(String word) {
        Matcher socket = SOCKET.matcher(word);
        if (socket.matches()) {
            return NbdServer.unix(Path.of(socket.group(1)));
        }
        Matcher address = ADDRESS.matcher(word);
        if (!address.matches()) {
            throw new TypeConversionException("'" + word + "' is neither HOST:PORT, HOST nor the path of a socket");
        }
        String port = address.group(2);
        return NbdServer.tcp(address.group(1), port == null ? PORT : Integer.parseInt(port));
    }

    /** {@return where a disk can be read, for qemu-img and its kin} */
    static String uri(DomainBackup backup, BackupDisk disk) {
        String export = disk.exportName().or(disk::name).orElse("");
        return backup.serverSocket()
                .map(socket -> "nbd+unix:///" + export + "?socket=" + socket)
                .orElseGet(() -> "nbd://" + backup.serverName().orElse("localhost") + ":"
                        + backup.serverPort().orElse(PORT) + "/" + export);
    }
}
