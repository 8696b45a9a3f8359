package dev.guestwire.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Coded;
import dev.guestwire.JobEvent.JobCompleted.Operation;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the statistics of a job say. */
class JobInfoTest {
    private static final List<String> NUMBERS = List.of(
            "time_elapsed",
            "time_elapsed_net",
            "time_remaining",
            "downtime",
            "downtime_net",
            "setup_time",
            "data_total",
            "data_processed",
            "data_remaining",
            "memory_total",
            "memory_processed",
            "memory_remaining",
            "memory_constant",
            "memory_normal",
            "memory_normal_bytes",
            "memory_bps",
            "memory_dirty_rate",
            "memory_page_size",
            "memory_iteration",
            "memory_postcopy_requests",
            "disk_total",
            "disk_processed",
            "disk_remaining",
            "disk_bps",
            "compression_cache",
            "compression_bytes",
            "compression_pages",
            "compression_cache_misses",
            "compression_overflow",
            "disk_temp_used",
            "disk_temp_total");

    /** Each number is its place in the list, from 1. */
    private static TypedParams all() {
        List<TypedParam> params = new ArrayList<>();
        params.add(TypedParam.ofInt("operation", 5));
        for (String name : NUMBERS) {
            params.add(TypedParam.ofUllong(name, NUMBERS.indexOf(name) + 1));
        }
        params.add(TypedParam.ofInt("auto_converge_throttle", 40));
        params.add(TypedParam.ofBoolean("success", false));
        params.add(TypedParam.ofText("errmsg", "no room"));
        params.add(TypedParam.ofUllong("vfio_data_transferred", 99));
        return new TypedParams(params);
    }

    private static JobInfo.Amount amount(long first) {
        return new JobInfo.Amount(number(first), number(first + 1), number(first + 2));
    }

    private static OptionalLong number(long number) {
        return OptionalLong.of(number);
    }

    @Test
    void everyStatisticHasItsPlace() {
        JobInfo info = JobInfo.of(4, all());
        assertThat(info.type().is(JobInfo.Type.FAILED)).isTrue();
        assertThat(info.operation().is(Operation.MIGRATION_OUT)).isTrue();
        assertThat(info.timing().elapsed()).contains(Duration.ofMillis(1));
        assertThat(info.timing().elapsedNet()).contains(Duration.ofMillis(2));
        assertThat(info.timing().remaining()).contains(Duration.ofMillis(3));
        assertThat(info.timing().downtime()).contains(Duration.ofMillis(4));
        assertThat(info.timing().downtimeNet()).contains(Duration.ofMillis(5));
        assertThat(info.timing().setup()).contains(Duration.ofMillis(6));
        assertThat(info.data()).isEqualTo(amount(7));
        assertThat(info.memory()).isEqualTo(amount(10));
        assertThat(info.ram())
                .isEqualTo(new JobInfo.Ram(
                        number(13),
                        number(14),
                        number(15),
                        number(16),
                        number(17),
                        number(18),
                        number(19),
                        number(20)));
        assertThat(info.disk()).isEqualTo(amount(21));
        assertThat(info.diskBytesPerSecond()).hasValue(24);
        assertThat(info.compression())
                .isEqualTo(new JobInfo.Compression(number(25), number(26), number(27), number(28), number(29)));
        assertThat(info.scratch()).isEqualTo(new JobInfo.Scratch(number(30), number(31)));
        assertThat(info.throttlePercent()).hasValue(40);
        assertThat(info.success()).contains(false);
        assertThat(info.errorMessage()).contains("no room");
    }

    @Test
    void whatIsNotKnownIsKept() {
        assertThat(JobInfo.of(4, all()).others().list())
                .containsExactly(TypedParam.ofUllong("vfio_data_transferred", 99));
        assertThat(JobInfo.of(77, TypedParams.NONE).type()).isEqualTo(new Coded<>(JobInfo.Type.UNKNOWN, 77));
    }

    @Test
    void whatIsNotToldIsEmpty() {
        JobInfo none = JobInfo.of(0, TypedParams.NONE);
        assertThat(none.type().is(JobInfo.Type.NONE)).isTrue();
        assertThat(none.isRunning()).isFalse();
        assertThat(none.timing().downtime()).isEmpty();
        assertThat(none.memory().totalBytes()).isEmpty();
        assertThat(none.success()).isEmpty();
        assertThat(JobInfo.of(1, TypedParams.NONE).isRunning()).isTrue();
        assertThat(JobInfo.of(2, TypedParams.NONE).isRunning()).isTrue();
        assertThat(JobInfo.of(3, TypedParams.NONE).isRunning()).isFalse();
    }

    @Test
    void anOutcomeHasItsStatisticsTyped() {
        JobOutcome outcome = JobOutcome.completed(Evidence.COMPLETED_STATISTICS);
        assertThat(outcome.info()).isEmpty();
        JobInfo info = outcome.with(new TypedParams(List.of(TypedParam.ofUllong("memory_total", 4096))))
                .info()
                .orElseThrow();
        assertThat(info.type().is(JobInfo.Type.COMPLETED)).isTrue();
        assertThat(info.memory().totalBytes()).hasValue(4096);
    }
}
