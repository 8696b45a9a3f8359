package dev.guestwire.testkit.consumer;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/** Runs test classes by that JUnit which its class loader has; each release is given a loader of its own. */
public final class ReleaseRun {
    private ReleaseRun() {}

    /**
     * {@return what there is to say of a run: how many tests succeeded, each failure, and each host that is still open}
     *
     * @param classes the names of the test classes
     */
    public static List<String> report(List<String> classes) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(classes.stream()
                                        .map(DiscoverySelectors::selectClass)
                                        .toArray(DiscoverySelector[]::new))
                                .build(),
                        listener);
        TestExecutionSummary summary = listener.getSummary();
        return Stream.of(
                        Stream.of(summary.getTestsSucceededCount() + " succeeded"),
                        summary.getFailures().stream().map(ReleaseRun::words),
                        ConsumerClasses.GIVEN.stream().filter(Files::exists).map(open -> "still there: " + open))
                .flatMap(parts -> parts)
                .toList();
    }

    private static String words(Failure failure) {
        return failure.getTestIdentifier().getDisplayName() + " failed: " + failure.getException();
    }
}
