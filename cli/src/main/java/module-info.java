/** The {@code guestwire} command. It manages guests through the client's public API only. */
module dev.guestwire.cli {
    requires dev.guestwire.client;
    requires dev.guestwire.testkit;
    requires info.picocli;
    requires org.jline.terminal;
    requires static org.jspecify;

    opens dev.guestwire.cli to
            info.picocli;
    opens dev.guestwire.cli.demo to
            info.picocli;
}
