package dev.guestwire;

import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;

/** The example of README.md, so that it compiles; {@link ReadmeTest} runs it and compares the text. */
final class ReadmeExample {
    private ReadmeExample() {}

    static void run(String uri, String name) {
        // @start region="readme"
        try (Host host = Host.connect(uri)) {
            Guest guest = host.guest(name);
            try (Subscription events = guest.onEvent(event -> System.out.println(event))) {
                guest.suspend();
                System.out.println(guest.state() + ", " + guest.info());
                guest.resume();
            }
            for (Guest other : host.guests(Flag.Filter.RUNNING)) {
                System.out.println(other.name() + " " + other.uuid());
            }
        } catch (NotFoundException missing) {
            System.err.println(missing.getMessage());
        } catch (NoAnswerException silence) {
            System.err.println(silence.mayHaveRun() ? "look before you call again" : "nothing was changed");
        }
        // @end
    }
}
