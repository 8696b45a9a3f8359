package dev.guestwire.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Coded;
import dev.guestwire.GuestState;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.migration.MigrationEnds.End;
import dev.guestwire.migration.Verdict.Circumstances;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
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
        "running_booted, absent, -, FAILED by state",
        "running_booted, absent, cancelled, CANCELLED by state",
        "running_migrated, silent, -, FAILED by state",
        "running_booted, absent, running, open",
        "running_booted, running_migrated, -, UNKNOWN by none",
        "paused_user, absent, -, FAILED by state",
        "shut_off_migrated, silent, -, COMPLETED by state",
        "shut_off_migrated, running_migrated, -, COMPLETED by destination",
        "absent, running_migrated, -, COMPLETED by destination",
        "silent, running_migrated, source, COMPLETED by destination",
        "paused_migration, running_migrated, -, COMPLETED by destination",
        "absent, silent, left, COMPLETED by lifecycle event",
        "absent, silent, -, UNKNOWN by none",
        "absent, absent, -, UNKNOWN by none",
        "shut_off_crashed, absent, -, UNKNOWN by none",
        "shut_off_destroyed, shut_off_destroyed, -, UNKNOWN by none",
        "absent, silent, destination, open",
        "absent, paused_migration, -, open",
        "silent, absent, source, open",
        "silent, silent, destination, open",
        "silent, absent, -, UNKNOWN by none",
        "silent, running_postcopy, -, UNKNOWN by none",
        "silent, paused_migration, -, open",
        "paused_migration, absent, -, FAILED by state",
        "paused_migration, silent, -, UNKNOWN by none",
        "paused_migration, silent, destination, open",
        "paused_postcopy, running_postcopy, -, open",
        "paused_postcopy, absent, -, FAILED by state",
        "paused_postcopy, silent, -, UNKNOWN by none",
        "paused_postcopy_failed, running_postcopy_failed, -, FAILED by state"
    })
    void table(String source, String destination, String circumstances, String verdict) {
        Set<String> also = Set.of(circumstances.split("\\+", -1));
        Circumstances known = new Circumstances(
                also.contains("running"),
                also.contains("left"),
                also.contains("source"),
                also.contains("destination"),
                also.contains("cancelled"),
                "trouble");
        assertThat(Verdict.of(new MigrationEnds(end(source), end(destination)), known)
                        .map(outcome -> outcome.status() + " by " + outcome.evidence())
                        .orElse("open"))
                .isEqualTo(verdict);
    }
}
