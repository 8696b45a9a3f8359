package dev.guestwire.cli.disk;

import dev.guestwire.Guest;
import dev.guestwire.block.BlockDevice;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.OperationTimedOutException;
import dev.guestwire.xml.device.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The disks of one guest, asked one after the other. The first one that does not answer in time is the last one asked, since QEMU
 * would keep each of the others back as long; those that answered are told all the same.
 *
 * @param guest the guest
 * @param rows what is told of the disks
 * @param silence which disks did not answer, and why not, in sentences
 */
record AskedDisks(Guest guest, List<Row> rows, List<String> silence) {
    AskedDisks(Guest guest) {
        this(guest, new ArrayList<>(), new ArrayList<>());
    }

    /** Adds a row for a disk, asks the disk, and says in the row if there is no answer. {@return the answer} */
    <T> Optional<T> answer(Disk disk, Row row, Function<BlockDevice, Optional<T>> question) {
        rows.add(row);
        return ask(disk, row, question);
    }

    /** Asks a disk; only if there is no answer a row says so. {@return the answer} */
    <T> Optional<T> answer(Disk disk, Function<BlockDevice, Optional<T>> question) {
        Row row = new Row().with("disk", disk.target());
        int before = silence.size();
        Optional<T> answer = ask(disk, row, question);
        if (silence.size() > before) {
            rows.add(row);
        }
        return answer;
    }

    private <T> Optional<T> ask(Disk disk, Row row, Function<BlockDevice, Optional<T>> question) {
        String target = disk.target().orElse("");
        if (!silence.isEmpty()) {
            return silent(target, row, "was not asked, since one before it did not answer");
        }
        try {
            return question.apply(guest.disk(target));
        } catch (DeadlineExceededException | OperationTimedOutException late) {
            return silent(target, row, "did not answer: " + late.getMessage());
        }
    }

    private <T> Optional<T> silent(String target, Row row, String why) {
        row.with("state", "no answer").with("failure", why);
        silence.add("disk " + target + " of guest " + guest.name() + " " + why);
        return Optional.empty();
    }
}
