package org.example.guests;

import dev.guestwire.Guest;
import dev.guestwire.snapshot.Checkpoint;
import dev.guestwire.xml.device.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Backs a disk of a running guest up, and restores it. */
public final class BackUpGuest {
    private static final Duration LONGEST = Duration.ofHours(2);

    private BackUpGuest() {}

    /** Writes all of a disk as it is now, and makes the checkpoint that the first increment begins at. */
    public static Path full(Guest guest, String disk, Path folder) throws InterruptedException {
        Path file = folder.resolve(disk + ".0.qcow2");
        guest.job().backup().disk(disk, file).checkpoint("backup-0").push().await(LONGEST);
        return file;
    }

    /** Writes what was written to a disk since the backup before. */
    public static Path increment(Guest guest, String disk, Path folder, int number) throws InterruptedException {
        Path file = folder.resolve(disk + "." + number + ".qcow2");
        guest.job()
                .backup()
                .disk(disk, file)
                .since("backup-" + (number - 1))
                .checkpoint("backup-" + number)
                .push()
                .await(LONGEST);
        return file;
    }

    /** Joins a full backup and all increments after it, in their order, to one image. */
    public static void join(List<Path> files, Path image) throws IOException, InterruptedException {
        for (int i = 1; i < files.size(); i++) {
            Path below = files.get(i - 1);
            qemuImg(
                    "rebase",
                    "-u",
                    "-F",
                    "qcow2",
                    "-b",
                    below.toString(),
                    files.get(i).toString());
        }
        qemuImg("convert", "-O", "qcow2", files.getLast().toString(), image.toString());
    }

    private static void qemuImg(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        command.addAll(List.of(words));
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException(command + " ended with " + exit);
        }
    }

    /** Has a guest that is off begin with the image at its next start; the old disk stays where it is. */
    public static void restore(Guest guest, String target, Path image) {
        for (Checkpoint stale : guest.checkpoints().list()) {
            stale.delete(Checkpoint.Delete.METADATA_ONLY);
        }
        guest.redefine(stored -> {
            Disk disk = stored.findDisk(target).orElseThrow();
            return stored.replace(disk, disk.withSource(source -> source.withFile(image.toString())));
        });
    }
}
