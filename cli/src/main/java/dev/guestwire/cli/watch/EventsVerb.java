package dev.guestwire.cli.watch;

import dev.guestwire.GuestEvent;
import dev.guestwire.Host;
import dev.guestwire.HostEvent;
import dev.guestwire.cli.command.Target;
import dev.guestwire.cli.command.Verb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.LibvirtException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code events}. */
@Command(
        name = "events",
        aliases = "event",
        description = {
            "Tells what happens on hosts, as it happens, until Ctrl-C.",
            "A daemon that goes away is connected to again when it is back; the gap is told of."
        },
        mixinStandardHelpOptions = true)
public final class EventsVerb extends Verb {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    @Option(names = "--guest", paramLabel = "NAME", description = "Only what happens to this guest.")
    private String guest = "";

    @Option(names = "--kind", paramLabel = "KIND", description = "Only these: lifecycle, device, job, network, ...")
    private String kind = "";

    @Option(names = "--count", paramLabel = "N", description = "Ends after so many.")
    private int count = Integer.MAX_VALUE;

    @Option(names = "--for", paramLabel = "SECONDS", description = "Ends after so long, with exit code 0.")
    private int seconds;

    private final Semaphore told = new Semaphore(0);

    /** How many may still be told of: none when the verb ends, so that it does not tell of its own end. */
    private final AtomicInteger left = new AtomicInteger();

    /** Creates the verb. */
    public EventsVerb() {}

    @Override
    public Integer call() throws Exception {
        left.set(count);
        List<Host> hosts = new ArrayList<>();
        int code = ExitCode.OK;
        try {
            List<Target> targets = settings().targets();
            List<Future<Host>> opening = new ArrayList<>();
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                targets.forEach(target -> opening.add(executor.submit(() -> follow(target, targets.size() > 1))));
            }
            for (int i = 0; i < targets.size(); i++) {
                if (opening.get(i).state() == Future.State.SUCCESS) {
                    hosts.add(opening.get(i).resultNow());
                } else {
                    code = complain(reason(opening.get(i)), targets.get(i));
                }
            }
            if (!hosts.isEmpty()) {
                code = code == ExitCode.OK ? code : ExitCode.PARTIAL;
                await();
            }
        } finally {
            left.set(0);
            hosts.forEach(Host::close);
        }
        return code;
    }

    private static Exception reason(Future<Host> failed) {
        return failed.exceptionNow() instanceof Exception exception
                ? exception
                : new IllegalStateException(failed.exceptionNow());
    }

    private void await() throws InterruptedException {
        if (seconds > 0) {
            told.tryAcquire(count, seconds, TimeUnit.SECONDS);
        } else {
            told.acquire(count);
        }
    }

    private Host follow(Target target, boolean several) {
        Target lasting = new Target(target.uri(), target.options().reconnecting());
        Host host = lasting.open();
        try {
            host.onEvent(event -> tell(target, event, several));
        } catch (LibvirtException failed) {
            host.close();
            throw failed;
        }
        return host;
    }

    private void tell(Target target, HostEvent event, boolean several) {
        Happening happening = Happening.of(event);
        boolean connection = happening.kind().equals("host");
        boolean wanted = kind.isEmpty() || kind.equals(happening.kind());
        boolean about = guest.isEmpty()
                || (event instanceof GuestEvent one && one.guest().name().equals(guest));
        if ((connection || (wanted && about)) && left.getAndDecrement() > 0) {
            Row row = new Row().with("time", Instant.now()).with("host", target.label());
            String clock = LocalTime.now(ZoneId.systemDefault()).format(CLOCK);
            out().line(clock + "  " + (several ? target.label() + "  " : "") + happening.text(), happening.row(row));
            told.release();
        }
    }
}
