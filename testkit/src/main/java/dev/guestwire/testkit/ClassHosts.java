package dev.guestwire.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The hosts of one test class by name. They start side by side. JUnit before 5.13 closes nothing else than a
 * {@code CloseableResource}, which later releases deprecate for the sake of {@link AutoCloseable}.
 */
@SuppressWarnings("deprecation")
final class ClassHosts implements AutoCloseable, ExtensionContext.Store.CloseableResource {
    private final Map<String, CompletableFuture<Lab>> labs = new ConcurrentHashMap<>();

    /** Begins to start a host, unless it was begun before. */
    ClassHosts begin(String name, LibvirtHost settings) {
        labs.computeIfAbsent(name, unused -> {
            CompletableFuture<Lab> lab = new CompletableFuture<>();
            Thread.ofVirtual().name("start of " + name).start(() -> start(lab, settings));
            return lab;
        });
        return this;
    }

    /** {@return the host, once it runs} */
    Lab await(String name) {
        CompletableFuture<Lab> lab = labs.get(name);
        if (lab == null) {
            throw new IllegalStateException("No host was begun as " + name);
        }
        try {
            return lab.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    void printLogs(String failed) {
        labs.forEach((name, lab) -> {
            if (lab.isDone() && !lab.isCompletedExceptionally()) {
                System.err.printf(
                        "%s failed. The end of the log of the host '%s':%n%s%n",
                        failed, name, lab.join().logTail());
            }
        });
    }

    @Override
    public void close() {
        for (CompletableFuture<Lab> lab : List.copyOf(labs.values())) {
            lab.handle((started, failure) -> started)
                    .thenAccept(started -> {
                        if (started != null) {
                            started.close();
                        }
                    })
                    .join();
        }
    }

    private static void start(CompletableFuture<Lab> lab, LibvirtHost settings) {
        try {
            LabBuilder builder = Lab.builder().onProgress(System.err::println);
            for (String line : settings.settings()) {
                builder.settingLine(line);
            }
            lab.complete(builder.start());
        } catch (RuntimeException e) {
            lab.completeExceptionally(e);
        }
    }
}
