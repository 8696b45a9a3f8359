package dev.guestwire.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Says which release of the command this is, and what it runs on. */
final class Release implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        Properties release = new Properties();
        try (InputStream file = Release.class.getResourceAsStream("release.properties")) {
            release.load(file);
        }
        return new String[] {
            "guestwire " + release.getProperty("version"),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.version")
        };
    }
}
