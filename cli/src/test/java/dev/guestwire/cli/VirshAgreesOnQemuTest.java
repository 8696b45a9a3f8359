package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of a guest that QEMU runs the command and {@code virsh} tell the same, value by value, jobs included. */
class VirshAgreesOnQemuTest {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    /** Figures of a job: libvirt's name, ours, and what one of ours is in libvirt's unit. */
    private static final List<Figure> FIGURES = List.of(
            new Figure("time_elapsed", "elapsedSeconds", 1000),
            new Figure("downtime", "downtimeSeconds", 1000),
            new Figure("setup_time", "setupSeconds", 1000),
            new Figure("data_total", "totalBytes", 1),
            new Figure("data_processed", "processedBytes", 1),
            new Figure("data_remaining", "remainingBytes", 1),
            new Figure("memory_total", "memoryTotalBytes", 1),
            new Figure("memory_processed", "memoryProcessedBytes", 1),
            new Figure("memory_remaining", "memoryRemainingBytes", 1),
            new Figure("memory_bps", "bytesPerSecond", 1),
            new Figure("memory_constant", "constantPages", 1),
            new Figure("memory_normal", "normalPages", 1),
            new Figure("memory_normal_bytes", "normalBytes", 1),
            new Figure("memory_iteration", "iteration", 1),
            new Figure("memory_postcopy_requests", "postCopyRequests", 1),
            new Figure("memory_page_size", "pageBytes", 1));

    private record Figure(String libvirts, String name, int unit) {
        double in(Fields ours) {
            return Math.round(ours.number(name) * unit);
        }

        boolean moves() {
            return !List.of("memory_bps", "downtime", "data_total").contains(libvirts);
        }
    }

    @LibvirtHost
    static Lab lab;

    @LibvirtHost
    static Lab other;

    @Test
    void aGuestOfQemu() throws Exception {
        Agreement host = new Agreement(lab.qemuUri());
        Path definition = lab.folder().resolve("work.xml");
        Files.writeString(
                definition,
                lab.guest("work")
                        .qcow2Disk(64)
                        .create()
                        .xml()
                        .replaceFirst("<vcpu>\\d+</vcpu>", "<vcpu current='1'>2</vcpu>"));
        host.text("define", definition.toString());
        assertAll(
                () -> off(host), () -> standingStill(host), () -> ended(host), () -> moving(host), () -> theHost(host));
    }

    private static void off(Agreement host) throws Exception {
        GuestAgreement.sameState(host, "work");
        host.virsh("snapshot-create-as", "work", "one", "a first");
        host.text("snapshot", "create", "work", "two");
        GuestAgreement.sameSnapshots(host, "work");
        host.virsh("snapshot-delete", "work", "one");
        host.virsh("snapshot-delete", "work", "two");
    }

    private static void standingStill(Agreement host) throws Exception {
        host.text("start", "work");
        GuestAgreement.sameState(host, "work");
        host.text("iothread", "add", "work", "1");
        host.text("suspend", "work");
        GuestAgreement.sameState(host, "work");
        assertAll(
                () -> VirshAgreesTest.sameGuest(host, "work"),
                () -> VirshAgreesTest.sameDisks(host, "work"),
                () -> GuestAgreement.sameVcpus(host, "work"),
                () -> GuestAgreement.sameMemory(host, "work"),
                () -> GuestAgreement.sameTraffic(host, "work"),
                () -> GuestAgreement.sameStatistics(host, "work"),
                () -> assertThat(host.rows("iothreadinfo", "work"))
                        .containsExactly(host.one("iothread", "list", "work").all("iothread", "hostCpus")));
        host.text("resume", "work");
        GuestAgreement.sameState(host, "work");
        host.virsh("checkpoint-create-as", "work", "monday");
        host.text("checkpoint", "create", "work", "tuesday");
        GuestAgreement.sameCheckpoints(host, "work");
        host.virsh("checkpoint-delete", "work", "tuesday");
        host.virsh("checkpoint-delete", "work", "monday");
    }

    /** Looking at what a job that has ended left does not take it from who looks next. */
    private static void ended(Agreement host) throws Exception {
        host.virsh("backup-begin", "work");
        Fields ours = await(host, seen -> seen.get("type").equals("completed"), "--completed");
        Fields theirs = host.card("domjobinfo", "work", "--completed", "--rawstats");
        assertThat(ours.all("operation", "type")).containsExactly("backup", "completed");
        assertThat(theirs.values()).containsKeys("disk_total", "time_elapsed");
        for (Figure figure : FIGURES) {
            if (theirs.has(figure.libvirts())) {
                assertThat(figure.in(ours)).as(figure.name()).isEqualTo(theirs.number(figure.libvirts()));
            } else {
                assertThat(ours.get(figure.name())).as(figure.name()).isEqualTo("null");
            }
        }
    }

    /** The figures of a job on its way lie between those that virsh saw before and after. */
    private static void moving(Agreement host) throws Exception {
        String[] migrate = {
            "migrate", "work", other.qemuUri(), "--migrateuri", "tcp://127.0.0.1", "--unsafe", "--bandwidth", "1"
        };
        CompletableFuture<Run> move = CompletableFuture.supplyAsync(() -> Run.of(migrate, lab.qemuUri()));
        await(host, seen -> seen.get("memoryProcessedBytes").matches("[1-9].*"));
        Fields before = host.card("domjobinfo", "work", "--rawstats");
        Fields ours = host.one("job", "info", "work");
        Fields after = host.card("domjobinfo", "work", "--rawstats");
        assertThat(ours.all("operation", "type")).containsExactly("migration_out", "unbounded");
        int seen = 0;
        for (Figure figure : FIGURES) {
            if (figure.moves() && before.has(figure.libvirts())) {
                double first = before.number(figure.libvirts());
                double last = after.number(figure.libvirts());
                assertThat(figure.in(ours)).as(figure.name()).isBetween(Math.min(first, last), Math.max(first, last));
                seen++;
            }
        }
        assertThat(seen).as("figures of %s", before).isGreaterThan(8);
        host.text("job", "cancel", "work");
        Run moved = move.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(moved.code()).isEqualTo(ExitCode.FAILED);
        assertThat(moved.lines())
                .last()
                .asString()
                .as("libvirt calls it aborted or failed, by the moment in which the other command's wish comes")
                .containsPattern("^migration of work: (cancelled|failed)");
        GuestAgreement.sameState(host, "work");
    }

    /** Looks at the job until it is as wanted. */
    private static Fields await(Agreement host, Predicate<Fields> wanted, String... options) {
        String[] words = Stream.concat(Stream.of("job", "info", "work"), Stream.of(options))
                .toArray(String[]::new);
        long end = System.nanoTime() + LIMIT.toNanos();
        Fields seen = host.one(words);
        while (!wanted.test(seen)) {
            assertThat(System.nanoTime()).as("time left; seen: %s", seen).isLessThan(end);
            seen = host.one(words);
        }
        return seen;
    }

    private static void theHost(Agreement host) throws Exception {
        VirshAgreesTest.sameHost(host);
        Path folder = Files.createDirectory(lab.folder().resolve("pool"));
        Files.writeString(folder.resolve("a.raw"), "something");
        host.virsh("pool-create-as", "images", "dir", "--target", folder.toString());
        VirshAgreesTest.samePools(host);
        Path network = lab.folder().resolve("lan.xml");
        Files.writeString(network, "<network><name>lan</name><bridge name='virbr9'/></network>");
        host.virsh("net-define", network.toString());
        VirshAgreesTest.sameNetworks(host);
        Path secret = lab.folder().resolve("secret.xml");
        Files.writeString(
                secret, "<secret ephemeral='yes'><usage type='ceph'><name>client.web</name></usage></secret>");
        host.virsh("secret-define", secret.toString());
        Fields listed = host.one("secret", "list");
        assertThat(host.rows("secret-list"))
                .containsExactly(List.of(listed.get("secret"), listed.get("type") + " " + listed.get("usage")));
    }
}
