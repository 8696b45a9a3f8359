package dev.guestwire.testkit;

import dev.guestwire.testkit.program.Command;
import dev.guestwire.testkit.program.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Libvirt's own client as a second opinion on what a host and its guests do. */
record Virsh(String uri) {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    Virsh(Lab lab) {
        this(lab.qemuUri());
    }

    String run(String... words) {
        List<String> all = new ArrayList<>(List.of("-q", "-c", uri));
        all.addAll(List.of(words));
        return Command.of("virsh", all.toArray(String[]::new)).output().strip();
    }

    boolean answersPing(LabGuest guest) {
        String ping = "{\"execute\":\"guest-ping\"}";
        return Command.of("virsh", "-q", "-c", uri, "qemu-agent-command", guest.name(), ping)
                        .run()
                        .exit()
                == 0;
    }

    /** Defines and starts a guest and waits until its agent has been started. */
    void boot(LabGuest guest) {
        define(guest);
        run("start", guest.name());
        await(() -> Files.readString(guest.serialLog()).contains(LabGuest.READY), guest.serialLog());
        await(() -> answersPing(guest), "the agent of " + guest.name());
    }

    void define(LabGuest guest) {
        try {
            Path file = guest.serialLog().resolveSibling(guest.name() + ".xml");
            Files.writeString(file, guest.xml());
            run("define", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitState(LabGuest guest, String state) {
        await(() -> run("domstate", guest.name(), "--reason").equals(state), guest.name() + ": " + state);
    }

    static void await(Question question, Object what) {
        boolean yes = Poll.until(LIMIT, () -> {
            try {
                return question.ask();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        if (!yes) {
            throw new AssertionError("In vain waited for " + what);
        }
    }

    interface Question {
        boolean ask() throws IOException;
    }
}
