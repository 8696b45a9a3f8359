package dev.guestwire.cli.job;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.block.BlockJobInfo;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.job.JobInfo;
import dev.guestwire.xml.device.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The jobs of all guests of a host. libvirt tells of no job in its bulk statistics, so each running guest is asked, many at
 * once over one connection.
 *
 * @param host the host
 * @param silence which guests did not answer, and why not
 */
record JobList(Host host, Map<Guest, LibvirtException> silence) {
    private static final int AT_ONCE = 16;

    JobList(Host host) {
        this(host, new ConcurrentHashMap<>());
    }

    /** {@return a row for each guest that did not answer} */
    List<Row> unanswered(Function<Guest, Row> begin) {
        return silence.entrySet().stream()
                .map(each -> begin.apply(each.getKey())
                        .with("disk", null)
                        .with("operation", "no answer")
                        .with("failure", each.getValue().getMessage()))
                .sorted(Row.byName())
                .toList();
    }

    /** {@return the jobs of guests} */
    List<Row> ofGuests(Function<Guest, Row> begin) throws Exception {
        return ask(guest -> {
            JobInfo info = guest.job().info();
            return info.isRunning() ? List.of(JobRow.of(begin.apply(guest).with("disk", null), info)) : List.of();
        });
    }

    /** {@return the jobs of disks} */
    List<Row> ofDisks(Function<Guest, Row> begin) throws Exception {
        return ask(guest -> {
            List<Row> rows = new ArrayList<>();
            for (Disk disk : guest.devices(Disk.class)) {
                String target = disk.target().orElse("");
                guest.disk(target).jobInfo().ifPresent(job -> rows.add(row(begin.apply(guest), target, job)));
            }
            return rows;
        });
    }

    private static Row row(Row row, String disk, BlockJobInfo job) {
        return row.with("disk", disk)
                .with("type", "bounded")
                .with("operation", job.type())
                .with("totalBytes", job.end())
                .with("processedBytes", job.cur())
                .with("remainingBytes", job.end() - job.cur());
    }

    private List<Row> ask(Function<Guest, List<Row>> question) throws Exception {
        List<Guest> guests = host.guests(Flag.Filter.ACTIVE);
        List<Callable<List<Row>>> calls = new ArrayList<>();
        guests.forEach(guest -> calls.add(() -> answer(guest, question)));
        try (ExecutorService executor =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Row> rows = new ArrayList<>();
            for (Future<List<Row>> future : executor.invokeAll(calls)) {
                rows.addAll(future.get());
            }
            return rows;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    /** One that went away or stopped meanwhile has no job; one that does not answer hides nobody else. */
    private List<Row> answer(Guest guest, Function<Guest, List<Row>> question) {
        try {
            return question.apply(guest);
        } catch (NotFoundException | WrongStateException gone) {
            return List.of();
        } catch (ConnectionLostException lost) {
            throw lost;
        } catch (LibvirtException silent) {
            silence.put(guest, silent);
            return List.of();
        }
    }
}
