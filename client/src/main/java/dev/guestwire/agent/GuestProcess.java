package dev.guestwire.agent;

import dev.guestwire.Guest;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.watch.Patience;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that the agent runs in a guest. The agent keeps how it ended until somebody has asked, once, and forgets it when
 * the agent itself ends. It cannot be stopped this way.
 *
 * @param guest the guest
 * @param pid its number in the guest
 */
public record GuestProcess(Guest guest, long pid) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    static GuestProcess start(Guest guest, GuestCommand command) {
        Json answer = ask(guest, "guest-exec", command.toJson());
        long pid = answer.findLong("pid").orElseThrow(() -> unclear(guest, "guest-exec"));
        return new GuestProcess(guest, pid);
    }

    /**
     * {@return how it ended, if it has: the agent's {@code guest-exec-status}} Who is told, is the only one.
     *
     * @throws dev.guestwire.error.CallFailedException if the agent knows of no such process, or it printed more than about
     *     3 MB, which does not fit into libvirt's answer and is lost
     */
    public Optional<GuestExit> findExit() {
        Json number = new Json.Members(Map.of("pid", new Json.Word(Long.toString(pid))));
        Json answer = ask(guest, "guest-exec-status", number);
        if (answer.isTrue("exited")) {
            return Optional.of(exit(answer));
        }
        if (answer.find("exited").isEmpty()) {
            throw unclear(guest, "guest-exec-status");
        }
        return Optional.empty();
    }

    private GuestExit exit(Json answer) {
        try {
            return GuestExit.of(answer);
        } catch (IllegalArgumentException noBase64) {
            throw unclear(guest, "guest-exec-status");
        }
    }

    /**
     * Waits for its end. Agents tell of no ends, so it asks again and again, every half a second at last.
     *
     * @param patience how long at most; it goes on in the guest if it has not ended by then
     * @throws JobNotCompletedException STILL_RUNNING if it did not end in time
     */
    public GuestExit await(Duration patience) throws InterruptedException {
        Patience left = Patience.of(patience);
        Duration pause = FIRST_PAUSE;
        while (true) {
            Optional<GuestExit> exit = findExit();
            if (exit.isPresent()) {
                return exit.get();
            }
            if (left.isOver()) {
                throw new JobNotCompletedException(
                        "Process " + pid + " in guest " + guest.name(),
                        Status.STILL_RUNNING,
                        "it did not end within " + left,
                        "agent");
            }
            TimeUnit.NANOSECONDS.sleep(left.left(pause).toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static Json ask(Guest guest, String command, Json arguments) {
        Json question = new Json.Members(Map.of("execute", new Json.Text(command), "arguments", arguments));
        return guest.agent()
                .command(JsonText.write(question))
                .map(JsonText::parse)
                .flatMap(answer -> answer.find("return"))
                .orElseThrow(() -> unclear(guest, command));
    }

    private static MalformedDataException unclear(Guest guest, String command) {
        return new MalformedDataException(
                "The agent of guest " + guest.name() + " answers to " + command + " without saying how it is", null);
    }

    /** {@return the guest and the number} */
    @Override
    public String toString() {
        return "process " + pid + " of " + guest;
    }
}
