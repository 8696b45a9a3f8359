package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import dev.guestwire.agent.GuestCommand;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.power.Power;
import dev.guestwire.protocol.remote.ConnectGetHostname;
import dev.guestwire.protocol.remote.DomainCreate;
import dev.guestwire.resource.BulkStatistics;
import dev.guestwire.watch.Expected;
import dev.guestwire.watch.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A daemon that takes connections, answers pings, and nothing else from some moment on: whatever is asked of it ends within what
 * was given.
 */
@Timeout(120)
class DeadlinesTest {
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    /** A busy machine may be slow; a deadline that does not count would take a minute or for ever. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private final FakeHost fake =
            new FakeHost(HostOptions.defaults().deadline(DEADLINE).lastingDeadline(DEADLINE));
    private final Host host = fake.host;

    @AfterEach
    void stop() {
        fake.close();
    }

    private Map<String, Callable<?>> questions() {
        Map<String, Callable<?>> all = new TreeMap<>();
        Guest web = fake.web;
        Power power = web.power();
        all.put("Host.call", () -> host.call(new ConnectGetHostname(), DEADLINE));
        all.put("Host.call of a lasting one", () -> host.call(new DomainCreate(web.handle()), DEADLINE));
        all.put("Host.hostname", host::hostname);
        all.put("Host.guests", host::guests);
        all.put("Host.guest", () -> host.guest(new UUID(1, 1)));
        all.put("Host.findGuest", () -> host.findGuest("mail"));
        all.put("Host.states", host::states);
        all.put("Host.statistics", host::statistics);
        all.put("Host.definitions", () -> host.definitions().toList());
        all.put("Host.xmlDescriptions", () -> host.xmlDescriptions(List.of(web)).toList());
        all.put("Host.capabilities", host::capabilities);
        all.put("Host.onEvent", () -> host.onEvent(event -> {}));
        all.put("Host.onClose", () -> host.onClose(event -> {}));
        all.put("Guest.onEvent", () -> web.onEvent(LifecycleEvent.class, event -> {}));
        all.put("Guest.state", web::state);
        all.put("Guest.xmlDescription", web::xmlDescription);
        all.put(
                "BulkStatistics.waiting",
                () -> BulkStatistics.of(host).waiting().read());
        all.put("Storage.pools", () -> host.storage().pools());
        all.put("Networks", () -> host.networks().list());
        all.put("Watch", () -> new Watch(web, LifecycleEvent.class));
        all.put("Expected.await", () -> {
            try (var expected = Expected.of(web, LifecycleEvent.class, any -> true)) {
                return expected.await(DEADLINE);
            }
        });
        all.put("Power.await", () -> power.await(GuestState.Phase.SHUT_OFF, DEADLINE));
        all.put("Host.awaitConnection", () -> host.awaitConnection(DEADLINE));
        all.putAll(lastingOnes(web, power));
        return all;
    }

    private static Map<String, Callable<?>> lastingOnes(Guest web, Power power) {
        Map<String, Callable<?>> all = new TreeMap<>();
        all.put("Guest.quiesce", () -> web.quiesce(DEADLINE));
        all.put("GuestAgent.quiesce", () -> web.agent().quiesce(DEADLINE));
        all.put("GuestAgent.awaitConnected", () -> {
            web.agent().awaitConnected(DEADLINE);
            return true;
        });
        all.put("GuestAgent.awaitAnswer", () -> {
            web.agent().awaitAnswer(DEADLINE);
            return true;
        });
        all.put("GuestAgent.hostname", () -> web.agent().hostname());
        all.put("GuestAgent.execute", () -> web.agent().execute(GuestCommand.of("/bin/true")));
        all.put("GuestJob.infoWithin", () -> web.job().infoWithin(DEADLINE));
        all.put("Monitor.qmp", () -> web.monitor().qmp("{}", DEADLINE));
        all.put("Monitor.hmp", () -> web.monitor().hmp("info", DEADLINE));
        all.put("Power.destroy", () -> power.destroy(7, DEADLINE));
        all.put("Power.destroyEveryRun", () -> power.destroyEveryRun(DEADLINE));
        all.put("ShutdownRequest.await", () -> power.shutdown().await(DEADLINE));
        all.put("RebootRequest.await", () -> power.reboot().await(DEADLINE));
        all.put("Screen.screenshot", () -> web.screen().screenshot());
        all.put("Console.open", () -> web.console().open());
        all.put("Disk.info", () -> web.disk("vda").info());
        all.put("Snapshots.list", () -> web.snapshots().list());
        return all;
    }

    /** What only says how long something may take, or how often; the call that does it is asked elsewhere. */
    private static final Set<String> SETTINGS = Set.of(
            "AgentTimeout.of",
            "BlockJob.onProgress",
            "ByteStream.patience",
            "CompletionTimeout.isOver",
            "DetachRequest.attempts",
            "DowntimeSteps.at",
            "GuestJob.maxDowntime",
            "GuestMemory.measureDirtyRate",
            "GuestMemory.statisticsPeriod",
            "HostOptions.deadline",
            "HostOptions.keepAlive",
            "HostOptions.lastingDeadline",
            "HostOptions.reconnecting",
            "Limit.withBurst",
            "MigrationPolicy.every",
            "MigrationPolicy.progressTimeout",
            "MigrationPolicy.timeout",
            "MigrationPolicy.timeoutPerGib",
            "MigrationProgress.of",
            "Patience.left",
            "Patience.of",
            "Scheduling.withPeriod",
            "Scheduling.withQuota",
            "Screen.sendKeys",
            "ShutdownRequest.every");

    /** Waits of handles that have begun, which {@code PatienceTest} and the tests of each handle ask. */
    private static final Set<String> HANDLES = Set.of(
            "AttachRequest.await",
            "Backup.await",
            "Backup.finish",
            "BlockJob.await",
            "BlockJob.awaitReady",
            "BlockJob.keep",
            "BlockJob.pivot",
            "CallJob.await",
            "Detachment.await",
            "GuestProcess.await",
            "Job.await",
            "Migration.await",
            "Migration.awaitPhase",
            "Settlement.await",
            "Watch.next");

    @Test
    void everyMethodThatIsGivenADurationIsAskedSomewhere() {
        Set<String> asked = new TreeSet<>(questions().keySet());
        asked.addAll(SETTINGS);
        asked.addAll(HANDLES);
        assertThat(RoomsTest.CLIENT.stream()
                        .filter(type -> !type.getPackageName().startsWith("dev.guestwire.rpc")
                                && !type.getPackageName().equals("dev.guestwire.error")
                                && !type.isAnonymousClass())
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC)
                                && method.getOwner().getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(method -> method.getRawParameterTypes().stream()
                                .anyMatch(given -> given.isEquivalentTo(Duration.class)))
                        .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
                        .distinct())
                .isSubsetOf(asked);
    }

    @Test
    void everythingEndsWithinWhatItWasGiven() throws Exception {
        fake.daemon.silence();
        Map<String, CompletableFuture<Duration>> taken = new TreeMap<>();
        questions()
                .forEach((name, question) -> taken.put(
                        name,
                        CompletableFuture.supplyAsync(
                                () -> time(question),
                                work -> Thread.ofPlatform().daemon().start(work))));
        for (Map.Entry<String, CompletableFuture<Duration>> each : taken.entrySet()) {
            assertThat(each.getValue())
                    .as(each.getKey())
                    .succeedsWithin(MARGIN.multipliedBy(2))
                    .satisfies(time -> assertThat(time).as(each.getKey()).isLessThan(DEADLINE.plus(MARGIN)));
        }
        long began = System.nanoTime();
        host.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).as("Host.close").isLessThan(DEADLINE.plus(MARGIN));
    }

    private static Duration time(Callable<?> question) {
        long began = System.nanoTime();
        try {
            question.call();
        } catch (LibvirtException | InterruptedException expected) {
            // how it ends is the matter of other tests
        } catch (Exception other) {
            throw new AssertionError(other);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
