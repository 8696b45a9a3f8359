package dev.guestwire.cli.command;

import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.BusyException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.OperationTimedOutException;
import dev.guestwire.error.Subject;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.remote.DomainSetVcpu;
import dev.guestwire.protocol.remote.DomainSetVcpus;
import dev.guestwire.protocol.remote.DomainSetVcpusFlags;
import java.util.Optional;

/** What somebody can do about a refusal of the daemon. */
final class NextStep {
    private static final int NO_ENTRY = 2;
    private static final int NO_ACCESS = 13;
    private static final int NO_SPACE = 28;

    private NextStep() {}

    /** {@return what to do} */
    static String of(CallFailedException refusal) {
        String guest = refusal.guest()
                .filter(name -> !name.isEmpty())
                .map(NextStep::word)
                .orElse("GUEST");
        Optional<Subject> subject = refusal.subject();
        boolean ofGuest = subject.isEmpty() || subject.get().kind() == Subject.Kind.GUEST;
        return switch (refusal) {
            case NotFoundException none -> list(String.valueOf(none.code().name()), guest);
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
            case AgentUnavailableException agent ->
                "the guest needs qemu-guest-agent, running, and a channel org.qemu.guest_agent.0 in its definition";
            case UnsupportedException unsupported ->
                "guestwire host info tells the releases, guestwire host capabilities what the host can do";
            default ->
                refusal.code().equals(ErrorCode.SYSTEM_ERROR)
                        ? ofSystem(refusal.error().int1(), subject)
                        : other(String.valueOf(refusal.code().name()), subject);
        };
    }

    /** libvirt passes on the number of Linux's error. */
    private static String ofSystem(int number, Optional<Subject> subject) {
        return switch (number) {
            case NO_ENTRY -> "look at the path: it is one of the host, not of this machine";
            case NO_ACCESS -> "give the daemon's user, and QEMU's, leave to the path on the host";
            case NO_SPACE -> "make room on the host";
            default -> other("", subject);
        };
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
            case "DEVICE_MISSING" -> "guestwire xml " + guest + " shows its devices";
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

    private static String other(String code, Optional<Subject> subject) {
        return switch (code) {
            case "OPERATION_DENIED" -> "leave --readonly away";
            case "AUTH_FAILED", "AUTH_UNAVAILABLE", "AUTH_CANCELLED" ->
                "the daemon wants other credentials, or polkit's leave";
            case "ACCESS_DENIED" -> "the daemon's access rules deny it to this user";
            case "XML_INVALID_SCHEMA" ->
                "mend the document, or leave --validate away: libvirt may take what its schema does not";
            case "XML_ERROR", "XML_DETAIL" ->
                "mend the document; the xml verbs, such as guestwire xml GUEST, show what libvirt takes";
            case "DOM_EXIST", "NETWORK_EXIST", "STORAGE_POOL_BUILT", "STORAGE_VOL_EXIST" ->
                "take another name, or remove the one that is there";
            default -> look(subject) + "; the daemon's log may tell more";
        };
    }
}
