package dev.guestwire.cli.resource;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.document.Where;
import dev.guestwire.cli.output.Row;
import dev.guestwire.xml.NumberSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The verb {@code iothread}. */
@Command(
        name = "iothread",
        description = "Threads of a guest for the input and output of its disks.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class IoThreadVerbs extends GroupVerb {
    /** Creates the verb. */
    public IoThreadVerbs() {}

    @Command(name = "list", description = "Lists those of a guest.", mixinStandardHelpOptions = true)
    int list(@Parameters(paramLabel = "GUEST") String name, @Mixin Where where) throws Exception {
        return onGuest(name, guest -> {
            List<Row> rows = guest.cpus().ioThreads().list(where.of(guest)).stream()
                    .map(thread -> row(guest).with("iothread", thread.id()).with("hostCpus", thread.affinity()))
                    .toList();
            out().table(List.of("iothread", "hostCpus"), rows);
        });
    }

    @Command(name = "add", description = "Adds one.", mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "NUMBER") int number,
            @Mixin Where where)
            throws Exception {
        return change(name, number, "added", guest -> guest.cpus().ioThreads().add(number, where.of(guest)));
    }

    @Command(name = "delete", description = "Removes one that no disk uses.", mixinStandardHelpOptions = true)
    int delete(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "NUMBER") int number,
            @Mixin Where where)
            throws Exception {
        return change(name, number, "removed", guest -> guest.cpus().ioThreads().delete(number, where.of(guest)));
    }

    @Command(
            name = "pin",
            description = "Lets one run on some CPUs of the host only, such as 0-3.",
            mixinStandardHelpOptions = true)
    int pin(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "NUMBER") int number,
            @Parameters(paramLabel = "CPUS", converter = CpuList.class) NumberSet hostCpus,
            @Mixin Where where)
            throws Exception {
        return change(
                name,
                number,
                "may use " + hostCpus,
                guest -> guest.cpus().ioThreads().pin(number, hostCpus, where.of(guest)));
    }

    private int change(String name, int number, String result, Work<Guest> work) throws Exception {
        return onGuest(name, guest -> {
            work.run(guest);
            out().done("I/O thread " + number + " " + result, row(guest).with("iothread", number));
        });
    }
}
