package dev.guestwire.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Coded;
import dev.guestwire.GuestState;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.job.Evidence;
import dev.guestwire.migration.MigrationEnds.End;
import dev.guestwire.migration.Verdict.Circumstances;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/** What the two ends prove. */
class VerdictTest {
    private static End end(String name) {
        return switch (name) {
            case "absent" -> End.ABSENT;
            case "silent" -> End.NOT_ASKED;
            default -> {
                Reason reason = Reason.valueOf(name.toUpperCase(Locale.ROOT));
                GuestState.Phase phase = Stream.of(GuestState.Phase.values())
                        .filter(each -> name.toUpperCase(Locale.ROOT).startsWith(each.name() + "_"))
                        .findFirst()
                        .orElseThrow();
                yield End.of(new GuestState(new Coded<>(phase, 0), new Coded<>(reason, 0)));
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        // source, destination, what else is known, verdict
        "running_booted, absent, followed, FAILED by state",
        "running_booted, absent, -, UNKNOWN by none",
        "running_booted, absent, followed+cancelled, CANCELLED by state",
        "running_booted, absent, cancelled, UNKNOWN by none",
        "running_migrated, silent, followed, FAILED by state",
        "running_booted, absent, running+followed, open",
        "running_booted, running_migrated, followed, UNKNOWN by none",
        "paused_user, absent, followed, FAILED by state",
        "shut_off_migrated, silent, -, UNKNOWN by none",
        "shut_off_migrated, silent, left, COMPLETED by lifecycle event",
        "shut_off_migrated, silent, kept, COMPLETED by completed statistics",
        "shut_off_migrated, absent, -, UNKNOWN by none",
        "shut_off_migrated, absent, left, UNKNOWN by none",
        "shut_off_migrated, running_migrated, -, UNKNOWN by none",
        "shut_off_migrated, running_migrated, run, COMPLETED by destination",
        "shut_off_migrated, paused_user, run, COMPLETED by destination",
        "absent, running_migrated, -, UNKNOWN by none",
        "absent, running_migrated, run, COMPLETED by destination",
        "absent, shut_off_shutdown, left, UNKNOWN by none",
        "silent, running_migrated, source+run, COMPLETED by destination",
        "paused_migration, running_migrated, run+followed, COMPLETED by destination",
        "paused_migration, running_migrated, followed, UNKNOWN by none",
        "absent, silent, left, COMPLETED by lifecycle event",
        "absent, silent, -, UNKNOWN by none",
        "absent, absent, -, UNKNOWN by none",
        "absent, absent, destination, UNKNOWN by none",
        "shut_off_crashed, absent, -, UNKNOWN by none",
        "shut_off_crashed, absent, followed, FAILED by state",
        "shut_off_crashed, silent, followed+cancelled, FAILED by state",
        "shut_off_destroyed, shut_off_destroyed, -, UNKNOWN by none",
        "absent, silent, destination, open",
        "absent, paused_migration, -, open",
        "silent, absent, source, open",
        "silent, silent, destination, open",
        "silent, absent, -, UNKNOWN by none",
        "silent, running_postcopy, -, UNKNOWN by none",
        "silent, running_postcopy, run, UNKNOWN by none",
        "silent, paused_migration, -, open",
        "paused_migration, absent, followed, FAILED by state",
        "paused_migration, silent, followed, UNKNOWN by none",
        "paused_migration, silent, followed+destination, open",
        "paused_postcopy, running_postcopy, followed+run, open",
        "paused_postcopy, absent, followed, FAILED by state",
        "paused_postcopy, silent, followed, UNKNOWN by none",
        "paused_postcopy_failed, running_postcopy_failed, followed+run, FAILED by state"
    })
    void table(String source, String destination, String circumstances, String verdict) {
        Set<String> also = Set.of(circumstances.split("\\+", -1));
        assertThat(verdict(source, destination, also)).isEqualTo(verdict);
    }

    private static String verdict(String source, String destination, Set<String> also) {
        Circumstances known = new Circumstances(
                also.contains("running"),
                departure(also),
                also.contains("followed"),
                also.contains("source"),
                also.contains("destination"),
                also.contains("cancelled"),
                "trouble");
        return Verdict.of(new MigrationEnds(end(source), end(destination)), known)
                .map(outcome -> outcome.status() + " by " + outcome.evidence())
                .orElse("open");
    }

    private static Optional<Evidence> departure(Set<String> also) {
        if (also.contains("run")) {
            return Optional.of(Evidence.DESTINATION);
        }
        if (also.contains("left")) {
            return Optional.of(Evidence.LIFECYCLE_EVENT);
        }
        return also.contains("kept") ? Optional.of(Evidence.COMPLETED_STATISTICS) : Optional.empty();
    }

    /**
     * What a reference tells that is taken up after everything, by the run at the destination that it knows of (a late
     * reference of a completed migration) and the run at the source that it knows of (7).
     */
    @ParameterizedTest
    @CsvSource({
        // ours, later one, source, its run, destination as asked, its run, run of ours there, status
        "failed, none, running_booted, 7, absent, -, -, FAILED",
        "failed, none, running_booted, 7, silent, -, -, FAILED",
        "failed, to the same, shut_off_migrated, -, running_migrated, 5, -, UNKNOWN",
        "failed, to the same, shut_off_migrated, -, silent, -, -, UNKNOWN",
        "failed, to the same, absent, -, running_migrated, 5, -, UNKNOWN",
        "failed, to the same, absent, -, silent, -, -, UNKNOWN",
        "failed, to another, shut_off_migrated, -, absent, -, -, UNKNOWN",
        "failed, to another, shut_off_migrated, -, silent, -, -, UNKNOWN",
        "failed, to another, absent, -, absent, -, -, UNKNOWN",
        "failed, to another, absent, -, silent, -, -, UNKNOWN",
        "failed, and back, running_migrated, 8, absent, -, -, UNKNOWN",
        "failed, and back, running_migrated, 8, silent, -, -, UNKNOWN",
        "completed, none, shut_off_migrated, -, running_migrated, 4, 4, COMPLETED",
        "completed, none, shut_off_migrated, -, silent, -, 4, UNKNOWN",
        "completed, none, shut_off_migrated, -, running_migrated, 4, -, UNKNOWN",
        "completed, none, absent, -, running_migrated, 4, 4, COMPLETED",
        "completed, none, absent, -, silent, -, 4, UNKNOWN",
        "completed, back and to the same, shut_off_migrated, -, running_migrated, 5, 4, UNKNOWN",
        "completed, to another, shut_off_migrated, -, shut_off_migrated, -, 4, UNKNOWN",
        "completed, to another, absent, -, absent, -, 4, UNKNOWN",
        "completed, back, running_migrated, 8, absent, -, 4, UNKNOWN",
        "completed, back, running_migrated, 8, shut_off_migrated, -, 4, UNKNOWN"
    })
    @SuppressWarnings("NullAway") // each row has every column
    void references(ArgumentsAccessor row) {
        Set<String> also = new HashSet<>();
        if (row.getString(3).equals("7")) {
            also.add("followed");
        }
        if (!row.getString(6).equals("-") && row.getString(5).equals(row.getString(6))) {
            also.add("run");
        }
        assertThat(verdict(row.getString(2), row.getString(4), also)).startsWith(row.getString(7) + " ");
    }
}
