package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.Chosen;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Option;

/**
 * Whether what runs is changed, or its definition, or both: options with virsh's names, each of which means what it means there.
 * docs/virsh.md has the table.
 */
public final class Where {
    @Option(names = "--live", description = "What runs now; one that is off is refused.")
    private boolean live;

    @Option(names = "--config", description = "Its definition, for the next start. With --live: both.")
    private boolean config;

    @Option(names = "--persistent", description = "Its definition, and what runs now if it runs.")
    private boolean persistent;

    @Option(names = "--current", description = "What runs now; of one that is off its definition.")
    private boolean current;

    /** Creates the options. */
    public Where() {}

    /**
     * {@return what of a guest is changed; nothing if it is what the guest is at the moment} Asks the daemon whether the guest is
     * active if {@code --persistent} was given.
     */
    public Flag.Affect[] of(Guest guest) {
        return of(guest::isActive);
    }

    /**
     * {@return what of something is changed; nothing if it is what that is at the moment}
     *
     * @param active whether it runs; asked only if {@code --persistent} was given
     */
    public Flag.Affect[] of(BooleanSupplier active) {
        if (current && (live || config || persistent)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--current does not go together with --live, --config or --persistent",
                    "--live --config changes both what runs and its definition");
        }
        return Chosen.of(Flag.Affect.class)
                .with(live || (persistent && active.getAsBoolean()), Flag.Affect.LIVE)
                .with(config || persistent, Flag.Affect.CONFIG)
                .array(Flag.Affect[]::new);
    }

    /** {@return where to look before a change is made: where both are changed, at what runs} */
    public Flag.Affect[] seen(Guest guest) {
        Flag.Affect[] both = of(guest);
        return both.length > 1 ? new Flag.Affect[] {Flag.Affect.LIVE} : both;
    }

    /** {@return whether a definition is changed, alone or too} */
    public boolean isOfDefinition() {
        return config || persistent;
    }

    /** {@return whether one of the options was given} */
    boolean isSaid() {
        return live || config || persistent || current;
    }

    /** {@return where a device is plugged in or out: without an option, as virsh has it, in what runs} */
    Flag.Affect[] plugged(Guest guest) {
        return isSaid() ? of(guest) : new Flag.Affect[] {Flag.Affect.LIVE};
    }

    /** {@return the failure of a verb that plugs a device in or out without an option, of a guest that is off} */
    static CommandFailure off(Guest guest) {
        return new CommandFailure(
                ExitCode.WRONG_STATE,
                "guest " + guest.name() + " is off, and without an option only what runs is changed",
                "--config or --persistent changes its definition");
    }

    Flag.Update[] updates(Guest guest, boolean force) {
        Chosen<Flag.Update> chosen = Chosen.of(Flag.Update.class).with(force, Flag.Update.FORCE);
        Arrays.stream(of(guest))
                .forEach(one -> chosen.with(true, one == Flag.Affect.LIVE ? Flag.Update.LIVE : Flag.Update.CONFIG));
        return chosen.array(Flag.Update[]::new);
    }
}
