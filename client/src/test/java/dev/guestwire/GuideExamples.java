package dev.guestwire;

import dev.guestwire.GuestState.Phase;
import dev.guestwire.agent.QuiescedFilesystems;
import dev.guestwire.agent.TimeSync;
import dev.guestwire.block.BlockDevice;
import dev.guestwire.block.BlockJob;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.job.Backup;
import dev.guestwire.job.Job;
import dev.guestwire.job.JobRef;
import dev.guestwire.migration.CompletionTimeout.Action;
import dev.guestwire.migration.Migration;
import dev.guestwire.migration.MigrationPolicy;
import dev.guestwire.resource.GuestStatistics;
import dev.guestwire.secret.Secret;
import dev.guestwire.secret.SecretValue;
import dev.guestwire.snapshot.Snapshot;
import dev.guestwire.storage.StoragePool;
import dev.guestwire.storage.StorageVolume;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.NumberSet;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.device.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.example.guests.ProvisionGuest;

/** The examples of the guides in docs/, as {@link GuidesTest} finds them there. */
final class GuideExamples {
    private GuideExamples() {}

    static void devices(Guest guest) {
        Disk data = Disk.file("/var/lib/vm/data.qcow2", "qcow2").withTarget("vdb", Disk.Bus.VIRTIO);
        guest.attach(data, Flag.Affect.LIVE, Flag.Affect.CONFIG);

        Disk found = guest.definition().findDisk("vdb").orElseThrow();
        guest.detachByAlias(found.alias().orElseThrow(), Flag.Affect.LIVE);
        guest.detach(data, Flag.Affect.CONFIG);
    }

    static void lookups(Guest guest) {
        var running = guest.definition();
        running.findDisk("/var/lib/vm/data.qcow2");
        running.findInterface("52:54:00:12:34:56");
        running.findByAlias("net0");

        var stored = guest.definition(Flag.Xml.INACTIVE);
        stored.devices(Disk.class);
    }

    static void metadata(Guest guest) {
        Element owner =
                Element.of("https://example.org/billing", "billing", "owner").withText("team-a");
        guest.metadata().put(owner, Flag.Affect.LIVE, Flag.Affect.CONFIG);
        guest.metadata().find("https://example.org/billing").ifPresent(System.out::println);
        guest.metadata().remove("https://example.org/billing", Flag.Affect.CONFIG);
    }

    static void resources(Guest guest) {
        guest.cpus().count(4);
        guest.cpus().pin(0, NumberSet.of(2, 3), Flag.Affect.LIVE);
        guest.memory().current(Size.mib(2048), Flag.Affect.LIVE);
        for (GuestStatistics each : guest.host().statistics()) {
            System.out.println(each.guest().name() + " " + each.state());
        }
    }

    static void agent(Guest guest) {
        TimeSync clock = guest.agent().syncTime();
        System.out.println(clock);
        guest.agent().filesystems().forEach(System.out::println);
        guest.agent().command("{\"execute\": \"guest-get-osinfo\"}").ifPresent(System.out::println);
    }

    static void snapshots(Guest guest) {
        Snapshot before = guest.snapshots()
                .overlays("before-upgrade")
                .overlay("vda", Path.of("/var/lib/vm/web-overlay.qcow2"))
                .quiesced()
                .create();
        System.out.println(before.name() + " of " + guest.snapshots().tree());
    }

    static void disk(Guest guest) {
        BlockDevice vda = guest.disk("vda");
        System.out.println(vda.info() + " " + vda.statistics());
        vda.resize(20L << 30);
    }

    static void undefine(Guest guest) {
        guest.undefine(Flag.Undefine.everythingBut(Flag.Undefine.KEEP_NVRAM, Flag.Undefine.KEEP_TPM));
    }

    static void storage(Host host) {
        StoragePool pool = host.storage().pool("default");
        StorageVolume volume = pool.createVolume("<volume><name>web.qcow2</name><capacity unit='GiB'>10</capacity>"
                + "<target><format type='qcow2'/></target></volume>");
        volume.content().onProgress(System.out::println).upload(Path.of("web.qcow2"));
    }

    static void secrets(Host host, byte[] passphrase) {
        Secret secret = host.secrets()
                .define("<secret><uuid>" + UUID.randomUUID()
                        + "</uuid><usage type='volume'><volume>/vm/a</volume></usage>" + "</secret>");
        try (SecretValue value = SecretValue.of(passphrase)) {
            secret.value(value);
        }
    }

    static void commit(Guest guest) throws InterruptedException {
        BlockJob commit = guest.disk("vda").commit().active().start();
        commit.onProgress(
                Duration.ofSeconds(1), done -> System.out.println(done.doneBytes() + "/" + done.totalBytes()));
        commit.awaitReady(Duration.ofMinutes(10)).pivot(Duration.ofMinutes(1));
    }

    static void outcome(BlockJob job) throws InterruptedException {
        try {
            job.await(Duration.ofMinutes(10));
        } catch (JobNotCompletedException end) {
            System.err.println(end.status() + ", " + end.reason() + ", known by " + end.source());
        }
    }

    static void detach(Guest guest, Disk disk) throws InterruptedException {
        guest.detachment(disk).attempts(8, Duration.ofSeconds(20)).start().await(Duration.ofMinutes(3));
    }

    static void migrate(Guest guest, Host there) throws InterruptedException {
        Migration move = guest.migration(there)
                .live()
                .persistent()
                .undefineSource()
                .policy(MigrationPolicy.of().timeoutPerGib(Duration.ofSeconds(800), Action.FORCE_COMPLETE))
                .start();
        move.await(
                Duration.ofHours(1), Duration.ofSeconds(1), now -> System.out.println(now.remainingPercent() + " %"));
        System.out.println(move.arriving() + " " + move.statistics());
    }

    static Job takenUp(Host host, String stored) {
        return host.job(JobRef.parse(stored));
    }

    static void power(Guest guest) throws InterruptedException {
        guest.power().shutdown().every(Duration.ofSeconds(10)).thenDestroy().await(Duration.ofMinutes(1));
        guest.start();
        guest.power().await(Phase.RUNNING, Duration.ofSeconds(30));
    }

    static void quiesce(Guest guest) {
        try (QuiescedFilesystems frozen = guest.quiesce(Duration.ofSeconds(10))) {
            System.out.println(frozen.filesystems() + " file systems hold still");
        }
    }

    static void provision() throws IOException, InterruptedException {
        try (Host host = Host.connect("qemu:///system")) {
            StoragePool pool = host.storage().pool("default");
            StorageVolume image = pool.volume("debian-12-generic-amd64.qcow2");
            StorageVolume disk = ProvisionGuest.disk(pool, "web1", image, Size.gib(20));
            StorageVolume seed = ProvisionGuest.seed(pool, "web1", Path.of("web1-seed.iso"));
            Guest guest = ProvisionGuest.start(host, ProvisionGuest.definition("web1", disk, seed));
            guest.addresses().ifPresent(known -> System.out.println(known.source() + ": " + known.texts()));
        }
    }

    static Backup backUpQuiesced(Guest guest) {
        Backup begun = guest.agent()
                .whileFrozen(() -> guest.job()
                        .backup()
                        .disk("vda", Path.of("/backup/vda.0.qcow2"))
                        .checkpoint("backup-0")
                        .push());
        return begun;
    }
}
