package dev.guestwire.cli.demo;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.GuestEvent;
import dev.guestwire.GuestResources;
import dev.guestwire.Host;
import dev.guestwire.LifecycleEvent;
import dev.guestwire.cli.console.Display;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LabGuest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A guest's life, from its definition to its end, on a host that runs. */
final class GuestTour {
    /** The guest's name. */
    static final String GUEST = "demo";

    /** The size of its disk. */
    static final int DISK_MIB = 32;

    private static final Duration BOOT = Duration.ofMinutes(3);
    private static final Duration SHUTDOWN = Duration.ofMinutes(1);
    private static final Duration EVENT = Duration.ofSeconds(10);
    private static final int PING_SECONDS = 10;
    private static final int CONSOLE_END = 1000;

    private final Lab lab;
    private final Supplier<Lab> another;
    private final Steps steps;
    private final Display display;
    private final EventLog events;

    /**
     * Creates one.
     *
     * @param lab the host of the guest
     * @param another starts the host it moves to
     */
    GuestTour(Lab lab, Supplier<Lab> another, Steps steps, Display display) {
        this.lab = lab;
        this.another = another;
        this.steps = steps;
        this.display = display;
        this.events = new EventLog(display);
    }

    /**
     * Goes through it all.
     *
     * @throws StepFailedException at the first step that fails
     */
    void run() {
        LabGuest image = steps.take(
                "guest image",
                () -> lab.guest(GUEST).qcow2Disk(DISK_MIB).create(),
                guest -> "Linux, busybox and a guest agent");
        try (Host host = steps.take("connect", () -> Host.connect(lab.qemuUri()), GuestTour::versions)) {
            act("listen", () -> events.listenTo(host), () -> "for events of its guests");
            move(live(host, image), image);
        }
    }

    private Guest live(Host host, LabGuest image) {
        Guest guest = steps.take("define", () -> host.define(image.xml()), Guest::toString);
        act(
                "start",
                guest::start,
                () -> guest.xmlDescription().contains("type='kvm'") ? "KVM" : "TCG: emulated, no KVM here");
        act("wait for the agent", () -> awaitAgent(guest, image.serialLog()), () -> "it answers guest-ping");
        steps.take("info", guest::info, info -> guest.state() + ", " + describe(info));
        act("suspend", guest::suspend, () -> guest.state().toString());
        act("resume", guest::resume, () -> guest.state().toString());
        act("hear of it", this::awaitPause, () -> "the events of both have arrived");
        return guest;
    }

    private void move(Guest guest, LabGuest image) {
        new ChangesTour(lab, steps, display).run(guest, image);
        Lab target = another.get();
        try (Host there = Host.connect(target.qemuUri())) {
            Guest moved = new MoveTour(target, steps, display).run(guest, there);
            events.follow(there);
            act("shut down", () -> shutDown(moved), () -> moved.state().toString());
            act("undefine", moved::undefine, () -> there.guests().isEmpty() ? "its host has no guest" : "");
        }
    }

    private void act(String name, Action action, Callable<String> result) {
        steps.take(
                name,
                () -> {
                    action.run();
                    return result.call();
                },
                text -> text);
    }

    private void awaitAgent(Guest guest, Path console) throws Exception {
        try {
            events.await(
                    GuestEvent.AgentChanged.class,
                    change -> change.state().is(GuestEvent.ChannelState.CONNECTED),
                    BOOT);
        } catch (TimeoutException late) {
            throw (Exception)
                    new TimeoutException(late.getMessage() + "; the guest's console ends with: " + end(console))
                            .initCause(late);
        }
        DomainAgentCommand ping =
                new DomainAgentCommand(guest.handle(), "{\"execute\":\"guest-ping\"}", PING_SECONDS, 0);
        guest.host().call(ping);
    }

    private static String end(Path console) throws IOException {
        String text = Files.readString(console, StandardCharsets.ISO_8859_1).strip();
        return text.substring(Math.max(0, text.length() - CONSOLE_END));
    }

    private void awaitPause() throws Exception {
        events.await(LifecycleEvent.Suspended.class, event -> true, EVENT);
        events.await(LifecycleEvent.Resumed.class, event -> true, EVENT);
    }

    private void shutDown(Guest guest) throws Exception {
        // Left to choose, libvirt asks the agent, and reports an error when the guest is off before its agent has
        // answered.
        guest.shutdown(Flag.Shutdown.ACPI);
        events.await(LifecycleEvent.Stopped.class, event -> true, SHUTDOWN);
    }

    private static String versions(Host host) {
        return "libvirt " + host.libvirtVersion() + ", " + host.hypervisorType() + " " + host.hypervisorVersion();
    }

    private static String describe(GuestResources info) {
        return info.memoryKib() / 1024 + " MiB, " + info.vcpus() + " vCPU, "
                + info.cpuTime().toMillis() + " ms of CPU";
    }

    /** Something that is done, and may fail. */
    @FunctionalInterface
    private interface Action {
        void run() throws Exception;
    }
}
