package dev.guestwire.cli.migrate;

import dev.guestwire.migration.DowntimeSteps;
import dev.guestwire.migration.Migration;
import dev.guestwire.migration.MigrationPolicy;
import dev.guestwire.migration.MigrationProgress;
import dev.guestwire.migration.MigrationRequest;
import dev.guestwire.migration.PostCopySwitch;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is done so that a migration comes to an end. */
final class EndOptions {
    /** What is done when it takes too long. */
    enum Action {
        SUSPEND,
        POSTCOPY,
        ABORT
    }

    @Option(names = "--auto-converge", description = "Slows the guest down if it writes faster than that travels.")
    private boolean autoConverge;

    @Option(names = "--auto-converge-initial", paramLabel = "PERCENT", description = "At first by so much; 20.")
    private int initial;

    @Option(names = "--auto-converge-increment", paramLabel = "PERCENT", description = "Then by so much more; 10.")
    private int increment;

    @Option(names = "--downtime", paramLabel = "MS", description = "It may stand still for so long at the end.")
    private long downtime;

    @Option(
            names = "--postcopy",
            description = "It may go over to post-copy: it runs at the destination, the rest follows.")
    private boolean postCopy;

    @Option(
            names = "--postcopy-after-precopy",
            description = "Goes over to post-copy after one round; with --postcopy.")
    private boolean afterPreCopy;

    @Option(
            names = "--postcopy-when-slow",
            description = "Goes over to post-copy when a round wins less than a tenth; with --postcopy.")
    private boolean whenSlow;

    @Option(names = "--postcopy-bandwidth", paramLabel = "MIB", description = "At most so many MiB a second in it.")
    private long postCopyBandwidth;

    @Option(names = "--postcopy-resume", description = "Goes on with a migration that broke in post-copy.")
    private boolean postCopyResume;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "If it takes longer: --timeout-action.")
    private int timeout;

    @Option(
            names = "--timeout-action",
            paramLabel = "ACTION",
            description =
                    "SUSPEND: the guest is paused until it has moved (so it is if nothing is said); POSTCOPY; ABORT.")
    private Optional<Action> action = Optional.empty();

    @Option(names = "--timeout-suspend", description = "The same as --timeout-action SUSPEND.")
    private boolean thenSuspend;

    @Option(names = "--timeout-postcopy", description = "The same as --timeout-action POSTCOPY.")
    private boolean thenPostCopy;

    @Option(
            names = "--stall-timeout",
            paramLabel = "SECONDS",
            description = "Gives up when it has made no progress for so long.")
    private int stall;

    private boolean acted;

    EndOptions() {}

    /** {@return what does not go together, if something does not} */
    Optional<String> check() {
        if (timeout <= 0 && (action.isPresent() || thenSuspend || thenPostCopy)) {
            return Optional.of("What is done after a timeout needs --timeout SECONDS");
        }
        boolean needs = afterPreCopy || whenSlow || (timeout > 0 && action() == Action.POSTCOPY);
        return needs && !postCopy ? Optional.of("To go over to post-copy needs --postcopy") : Optional.empty();
    }

    private Action action() {
        return action.orElse(thenPostCopy ? Action.POSTCOPY : Action.SUSPEND);
    }

    MigrationRequest of(MigrationRequest plain) {
        MigrationRequest request = autoConverge ? plain.autoConverge() : plain;
        request = initial > 0 || increment > 0
                ? request.autoConverge(initial > 0 ? initial : 20, increment > 0 ? increment : 10)
                : request;
        request = postCopy ? request.postCopy() : request;
        request = postCopyBandwidth > 0 ? request.postCopyBandwidthMib(postCopyBandwidth) : request;
        request = postCopyResume ? request.resumingPostCopy() : request;
        MigrationPolicy policy = policy();
        return policy.isIdle() ? request : request.policy(policy);
    }

    private MigrationPolicy policy() {
        MigrationPolicy policy = MigrationPolicy.of();
        policy = downtime > 0 ? policy.downtime(oneStep(Duration.ofMillis(downtime))) : policy;
        policy = whenSlow ? policy.switchToPostCopy(PostCopySwitch.USUAL) : policy;
        return stall > 0 ? policy.progressTimeout(Duration.ofSeconds(stall)) : policy;
    }

    /** The step and the last one are the same: it may stand still for so long from the start. */
    private static DowntimeSteps oneStep(Duration downtime) {
        return new DowntimeSteps(downtime, 1, Duration.ZERO);
    }

    /** Does what is due at some progress: virsh's limits, which are of the whole and not for each GiB. */
    void look(Migration migration, MigrationProgress now) {
        boolean round = afterPreCopy && now.iteration().orElse(0) > 1;
        boolean late = timeout > 0 && now.elapsed().compareTo(Duration.ofSeconds(timeout)) > 0;
        if (acted || (!round && !late)) {
            return;
        }
        acted = true;
        switch (round ? Action.POSTCOPY : action()) {
            case SUSPEND -> migration.pauseToFinish();
            case POSTCOPY -> migration.startPostCopy();
            case ABORT -> migration.cancel();
        }
    }
}
