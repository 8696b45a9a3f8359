package dev.guestwire.cli.watch;

import dev.guestwire.Guest;
import dev.guestwire.GuestEvent;
import dev.guestwire.Host;
import dev.guestwire.HostEvent;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.command.Nearest;
import dev.guestwire.cli.command.NotNegative;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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

    @Option(
            names = "--guest",
            paramLabel = "NAME",
            description = "Only what happens to this guest, which must be there.")
    private String guest = "";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Only these: lifecycle, device, job, guest, network, storage_pool, node_device, secret.")
    private String kind = "";

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = NotNegative.Count.class,
            description = "Ends after so many.")
    private int count = Integer.MAX_VALUE;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            converter = NotNegative.Count.class,
            description = "Ends after so long, with exit code 0.")
    private int seconds;

    private final Semaphore told = new Semaphore(0);

    /** The guest that is meant, by the hosts that have it. */
    private final Set<UUID> wanted = ConcurrentHashMap.newKeySet();

    /** How many may still be told of: none when the verb ends, so that it does not tell of its own end. */
    private final AtomicInteger left = new AtomicInteger();

    /** Creates the verb. */
    public EventsVerb() {}

    @Override
    public Integer call() throws Exception {
        if (!kind.isEmpty() && !Happening.KINDS.contains(kind)) {
            throw wrong("There are no events of kind '" + kind + "'" + Nearest.hint(kind, Happening.KINDS)
                    + "\n  kinds: " + String.join(", ", Happening.KINDS));
        }
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
            if (!hosts.isEmpty() && !guest.isEmpty() && wanted.isEmpty()) {
                return complain(Lookup.missing("guest", guest, () -> names(hosts)), targets.getFirst());
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

    private static List<String> names(List<Host> hosts) {
        return hosts.stream()
                .flatMap(host -> host.guests().stream())
                .map(Guest::name)
                .toList();
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
            if (!guest.isEmpty()) {
                Lookup.find(host, guest).ifPresent(found -> wanted.add(found.uuid()));
            }
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
        boolean isKind = kind.isEmpty() || kind.equals(happening.kind());
        boolean about = guest.isEmpty()
                || (event instanceof GuestEvent one
                        && wanted.contains(one.guest().uuid()));
        if ((connection || (isKind && about)) && left.getAndDecrement() > 0) {
            Row row = new Row().with("time", Instant.now()).with("host", target.label());
            String clock = LocalTime.now(ZoneId.systemDefault()).format(CLOCK);
            out().line(clock + "  " + (several ? target.label() + "  " : "") + happening.text(), happening.row(row));
            told.release();
        }
    }
}
