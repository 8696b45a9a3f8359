package dev.guestwire.cli.demo;

import dev.guestwire.Guest;
import dev.guestwire.block.BlockJob;
import dev.guestwire.cli.console.Display;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LabGuest;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.device.Disk;
import java.nio.file.Path;
import java.time.Duration;

/** What can be changed about a guest that runs: its notes, its devices, its file systems and what is behind its disk. */
final class ChangesTour {
    private static final String NAMESPACE = "https://guestwire.dev/demo";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final int SPARE_MIB = 8;

    private final Lab lab;
    private final Steps steps;
    private final Display display;

    ChangesTour(Lab lab, Steps steps, Display display) {
        this.lab = lab;
        this.steps = steps;
        this.display = display;
    }

    /**
     * Changes all that.
     *
     * @throws StepFailedException at the first step that fails
     */
    void run(Guest guest, LabGuest image) {
        steps.take("write metadata", () -> noted(guest), note -> note + ", read back");
        String alias = steps.take("plug a disk in", () -> plugged(guest), name -> "vdb, alias " + name);
        steps.take("pull it out", () -> pulled(guest, alias), outcome -> "gone, by a " + outcome.evidence());
        steps.take("freeze", () -> guest.agent().freeze(), ChangesTour::filesystems);
        steps.take("thaw", () -> guest.agent().thaw(), ChangesTour::filesystems);
        Path overlay = image.disks().getFirst().resolveSibling("overlay.qcow2");
        steps.take("quiesced snapshot", () -> overlaid(guest, overlay), file -> "the guest writes to " + file);
        steps.take("commit it", () -> committed(guest), outcome -> "back in one file, by a " + outcome.evidence());
        Path copy = image.disks().getFirst().resolveSibling("copy.qcow2");
        steps.take("copy the disk", () -> copied(guest, copy), outcome -> copy.getFileName() + " is complete");
    }

    private static String noted(Guest guest) {
        guest.metadata().put(Element.of(NAMESPACE, "demo", "note").withText("made by guestwire demo"));
        return guest.metadata().find(NAMESPACE).orElseThrow().text();
    }

    private String plugged(Guest guest) {
        Path spare = lab.newDisk("spare.raw", "raw", SPARE_MIB);
        guest.attach(Disk.file(spare.toString(), "raw").withTarget("vdb", Disk.Bus.VIRTIO));
        return guest.definition().findDisk("vdb").flatMap(Disk::alias).orElseThrow();
    }

    private static JobOutcome pulled(Guest guest, String alias) throws InterruptedException {
        return guest.detachment(alias).live().start().await(PATIENCE);
    }

    private static Path overlaid(Guest guest, Path overlay) {
        guest.snapshots()
                .overlays("demo")
                .overlay("vda", overlay)
                .quiesced()
                .withoutMetadata()
                .create();
        return overlay.getFileName();
    }

    private JobOutcome committed(Guest guest) throws InterruptedException {
        return watched(guest.disk("vda").commit().active().start()).pivot(PATIENCE);
    }

    private JobOutcome copied(Guest guest, Path copy) throws InterruptedException {
        return watched(guest.disk("vda").copy(copy, "qcow2").start()).keep(PATIENCE);
    }

    private BlockJob watched(BlockJob job) throws InterruptedException {
        job.onProgress(GLANCE, done -> display.progress(ProgressText.of(done.doneBytes(), done.totalBytes())));
        return job.awaitReady(PATIENCE);
    }

    private static String filesystems(int count) {
        return count + (count == 1 ? " file system" : " file systems");
    }
}
