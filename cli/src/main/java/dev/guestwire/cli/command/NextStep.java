package dev.guestwire.cli.command;

import dev.guestwire.error.AlreadyExistsException;
import dev.guestwire.error.BusyException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.OperationTimedOutException;
import dev.guestwire.error.Subject;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.remote.DomainSetVcpu;
import dev.guestwire.protocol.remote.DomainSetVcpus;
import dev.guestwire.protocol.remote.DomainSetVcpusFlags;
import java.util.Optional;

/** What somebody can do about a refusal of the daemon. */
final class NextStep {
    private NextStep() {}

    /** {@return what to do} */
    static String of(CallFailedException refusal) {
        String guest = refusal.guest()
                .or(() -> refusal.subject().filter(NextStep::isOfGuest).map(Subject::owner))
                .filter(name -> !name.isEmpty())
                .map(NextStep::word)
                .orElse("GUEST");
        Optional<String> known = refusal.hint().flatMap(hint -> OptionHint.of(hint, guest));
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Subject> subject = refusal.subject();
        boolean ofGuest = subject.isEmpty() || subject.get().kind() == Subject.Kind.GUEST;
        return switch (refusal) {
            case NotFoundException none -> none(none, guest);
            case AlreadyExistsException there -> "take another name, or remove the one that is there";
            case WrongStateException state
            when refusal.call().getClass().getSimpleName().contains("Job") -> jobs(guest);
            case WrongStateException state -> look(subject);
            case BusyException busy -> ofGuest ? jobs(guest) : look(subject) + "; somebody else is using it";
            case OperationTimedOutException late
            when late.mayHaveRun() ->
                "it was sent, and may still happen; look whether it was done ("
                        + subject.map(one -> seen(late.call(), one)).orElse("guestwire list --all")
                        + ") before trying again";
            case OperationTimedOutException late ->
                ofGuest
                        ? "guestwire job info " + guest
                                + " tells whether another job is at work; if none is, QEMU may hang"
                        : look(subject);
            case UnsupportedException unsupported ->
                "guestwire host info tells the releases, guestwire host capabilities what the host can do";
            default -> look(subject) + "; the daemon's log may tell more";
        };
    }

    /** {@return what to do about the refusal that a job ended by, if something is known that helps} */
    static Optional<String> of(JobNotCompletedException job) {
        return job.getCause() instanceof CallFailedException refusal
                        && refusal.hint().isPresent()
                ? Optional.of(of(refusal))
                : Optional.empty();
    }

    private static boolean isOfGuest(Subject subject) {
        return subject.kind() == Subject.Kind.SNAPSHOT || subject.kind() == Subject.Kind.CHECKPOINT;
    }

    /** {@return what shows all there is of what was looked for} */
    private static String none(NotFoundException none, String guest) {
        String call = none.call().getClass().getSimpleName();
        String code = String.valueOf(none.code().name());
        String device = code.startsWith("NO_")
                ? ""
                : device(call, String.valueOf(none.error().message()), guest);
        return device.isEmpty() ? list(code, guest) : device;
    }

    /** {@return what shows the parts of a guest or network; empty if the call is about neither} */
    private static String device(String call, String message, String guest) {
        if (call.startsWith("Network")) {
            return "guestwire network xml NETWORK shows its entries";
        }
        if (!call.startsWith("Domain")) {
            return "";
        }
        if (call.contains("Block") || message.contains(" disk ")) {
            return "guestwire disk list " + guest + " shows its disks";
        }
        if (call.contains("Interface")) {
            return "guestwire interface list " + guest + " shows its cards";
        }
        if (call.contains("Vcpu")) {
            return "guestwire cpu show " + guest + " shows its virtual CPUs";
        }
        return call.contains("Iothread")
                ? "guestwire iothread list " + guest + " shows its I/O threads"
                : "guestwire xml " + guest + " shows its devices";
    }

    /** {@return how to see whether a call that got no answer was carried out} */
    static String of(NoAnswerException silence) {
        return "look whether it was done ("
                + silence.subject().map(NextStep::verb).orElse("guestwire list --all") + ") before trying again";
    }

    /** {@return the verb that shows what a call changes} */
    private static String seen(Call<?> call, Subject subject) {
        boolean ofCpus =
                call instanceof DomainSetVcpus || call instanceof DomainSetVcpusFlags || call instanceof DomainSetVcpu;
        return ofCpus ? "guestwire cpu show " + word(subject.name()) : verb(subject);
    }

    private static String jobs(String guest) {
        return "guestwire job info " + guest + " tells what is going on; guestwire disk jobs " + guest
                + " tells of its disks";
    }

    private static String list(String code, String guest) {
        return switch (code) {
            case "NO_STORAGE_POOL" -> "guestwire pool list shows the pools";
            case "NO_STORAGE_VOL" -> "guestwire volume list POOL shows the volumes";
            case "NO_NETWORK", "NO_NETWORK_METADATA" -> "guestwire network list shows the networks";
            case "NO_NETWORK_PORT" -> "guestwire network ports NETWORK shows the ports";
            case "NO_SECRET" -> "guestwire secret list shows the secrets";
            case "NO_NODE_DEVICE" -> "guestwire nodedev list shows the devices";
            case "NO_DOMAIN_SNAPSHOT" -> "guestwire snapshot list " + guest + " shows the snapshots";
            case "NO_DOMAIN_CHECKPOINT" -> "guestwire checkpoint list " + guest + " shows the checkpoints";
            case "NO_DOMAIN_BACKUP" -> "guestwire job info " + guest + " tells what is going on";
            case "NO_DOMAIN_METADATA" -> "guestwire metadata show " + guest + " shows what there is";
            default -> "guestwire list --all shows the guests";
        };
    }

    private static String look(Optional<Subject> subject) {
        return subject.map(one -> verb(one) + " tells its state")
                .orElse("guestwire host info and guestwire doctor tell the host's state");
    }

    private static String verb(Subject subject) {
        String name = word(subject.name());
        String owner = word(subject.owner());
        return switch (subject.kind()) {
            case GUEST -> "guestwire show " + name;
            case SNAPSHOT -> "guestwire snapshot list " + owner;
            case CHECKPOINT -> "guestwire checkpoint list " + owner;
            case POOL -> "guestwire pool info " + name;
            case VOLUME -> "guestwire volume info " + owner + " " + name;
            case NETWORK -> "guestwire network info " + name;
            case NETWORK_PORT -> "guestwire network ports " + owner;
            case NODE_DEVICE -> "guestwire nodedev info " + name;
            case SECRET -> "guestwire secret list";
            case INTERFACE, FILTER, FILTER_BINDING -> "guestwire host capabilities";
        };
    }

    /** {@return a name as one word of a shell, which could take parts of it for commands of its own} */
    private static String word(String name) {
        boolean plain = !name.isEmpty()
                && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-+:@/,=".indexOf(c) >= 0);
        return plain ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
