package dev.guestwire.job;

import dev.guestwire.Guest;
import dev.guestwire.GuestState;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.DomainSaveImageGetXmlDesc;
import dev.guestwire.xml.domain.Domain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a save or a restore leaves behind: the guest's state, the memory that the daemon keeps, the file. Another job of the
 * same kind leaves the same.
 */
final class Traces {
    private static final Duration READING = Duration.ofSeconds(10);

    /** The clock of a file system may be late. */
    private static final Duration COARSE_CLOCK = Duration.ofSeconds(1);

    private final Guest guest;
    private final JobRef ref;

    Traces(Guest guest, JobRef ref) {
        this.guest = guest;
        this.ref = ref;
    }

    /** {@return the state of the guest; empty if it is gone} */
    Optional<GuestState> state() {
        try {
            return Optional.of(guest.state());
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }

    /** {@return whether all is there that the job leaves when it completes} */
    boolean made(Optional<GuestState> state) {
        boolean nothingKept = ref.before().fact(Inquiry.MANAGED).equals(Optional.of("false"));
        Optional<String> file = ref.before().fact(Inquiry.FILE);
        return switch (ref.kind()) {
            case RESTORE -> nothingKept;
            case SAVE -> {
                boolean saved =
                        state.filter(now -> now.is(Reason.SHUT_OFF_SAVED)).isPresent();
                boolean kept = saved && Inquiry.hasManagedSave(guest);
                yield file.isPresent() ? saved && !kept && isWhole(file.get()) : nothingKept && kept;
            }
            default -> false;
        };
    }

    /**
     * {@return whether what the job writes is there} Of two such jobs that were asked for at the same moment one waits for the
     * other, and nothing else tells them apart; libvirt removes the file of one that fails. Nothing tells of a dump's file on
     * another machine, so that such a one is not known to be there.
     */
    boolean isWritten() {
        Optional<String> file = ref.before().fact(Inquiry.FILE);
        boolean managed = ref.before().fact(Inquiry.MANAGED).isPresent();
        return switch (ref.kind()) {
            case SAVE -> file.isPresent() ? isWhole(file.get()) : !managed || Inquiry.hasManagedSave(guest);
            case DUMP -> file.isEmpty() || isNew(Path.of(file.get()));
            default -> true;
        };
    }

    private boolean isNew(Path file) {
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return !written.isBefore(ref.started().minus(COARSE_CLOCK));
        } catch (IOException elsewhere) {
            return false;
        }
    }

    /** The daemon reads the document only of a file that was written to its end: {@code virDomainSaveImageGetXMLDesc}. */
    private boolean isWhole(String file) {
        Path here = Path.of(file);
        if (Files.exists(here) && !Files.isRegularFile(here)) {
            // the daemon would wait for ever for somebody who writes to a pipe
            return false;
        }
        try {
            var call = new DomainSaveImageGetXmlDesc(file, 0);
            return Domain.parse(guest.host().call(call, READING).xml()).uuid().equals(Optional.of(guest.uuid()));
        } catch (LibvirtException unreadable) {
            return false;
        }
    }

    /** {@return the file of the job for a reason; empty if none is known} */
    String inWords() {
        return ref.before()
                .fact(Inquiry.FILE)
                .map(file -> ", and nothing tells whether " + file + " is whole")
                .orElse("");
    }
}
