package dev.guestwire.testkit;

import dev.guestwire.testkit.error.LabException;
import dev.guestwire.testkit.error.MissingPrerequisiteException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Settings of a private host before it starts. Not for several threads. */
public final class LabBuilder {
    private final Map<String, String> settings = new LinkedHashMap<>();
    private Consumer<String> progress = step -> {};

    LabBuilder() {}

    /** Adds a number to the daemon's configuration, such as {@code max_client_requests}. */
    public LabBuilder setting(String key, int value) {
        settings.put(key, Integer.toString(value));
        return this;
    }

    /** Adds a text to the daemon's configuration. */
    public LabBuilder setting(String key, String value) {
        settings.put(key, '"' + value + '"');
        return this;
    }

    /** Adds a line such as {@code max_client_requests = 20} to the daemon's configuration. */
    LabBuilder settingLine(String line) {
        String[] parts = line.split("=", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("Not a setting of the form key = value: " + line);
        }
        settings.put(parts[0].strip(), parts[1].strip());
        return this;
    }

    /** Names who is told, in a few words, of steps that take seconds, such as building the guest image. */
    public LabBuilder onProgress(Consumer<String> listener) {
        progress = listener;
        return this;
    }

    /**
     * Starts the host.
     *
     * @throws MissingPrerequisiteException when this machine lacks programs for it
     * @throws LabException when the daemon does not start, with its last words
     */
    public Lab start() {
        return Lab.start(settings, progress);
    }
}
