/** The {@code guestwire} command. It manages guests through the client's public API only. */
module dev.guestwire.cli {
    requires com.fasterxml.jackson.core;
    requires dev.guestwire.client;
    requires dev.guestwire.testkit;
    requires info.picocli;
    requires java.xml;
    requires org.jline.terminal;
    requires static org.jspecify;

    provides System.LoggerFinder with
            dev.guestwire.cli.console.LogLines;

    opens dev.guestwire.cli to
            info.picocli;
    opens dev.guestwire.cli.agent to
            info.picocli;
    opens dev.guestwire.cli.disk to
            info.picocli;
    opens dev.guestwire.cli.job to
            info.picocli;
    opens dev.guestwire.cli.snapshot to
            info.picocli;
    opens dev.guestwire.cli.backup to
            info.picocli;
    opens dev.guestwire.cli.migrate to
            info.picocli;
    opens dev.guestwire.cli.resource to
            info.picocli;
    opens dev.guestwire.cli.command to
            info.picocli;
    opens dev.guestwire.cli.demo to
            info.picocli;
    opens dev.guestwire.cli.document to
            info.picocli;
    opens dev.guestwire.cli.guest to
            info.picocli;
    opens dev.guestwire.cli.host to
            info.picocli;
    opens dev.guestwire.cli.seat to
            info.picocli;
    opens dev.guestwire.cli.watch to
            info.picocli;
}
