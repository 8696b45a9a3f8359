package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.MalformedDataException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.remote.DomainGetEmulatorPinInfo;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetMaxMemory;
import dev.guestwire.protocol.remote.DomainGetTime;
import dev.guestwire.protocol.remote.DomainGetVcpuPinInfo;
import dev.guestwire.protocol.remote.DomainGetVcpusFlags;
import dev.guestwire.protocol.remote.NodeGetCpuMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers that cannot be what their field is for: the exception names call, field and number. */
class NumbersOfAnswersTest {
    private final FakeHost fake = new FakeHost();
    private final Guest web = fake.web;

    @BeforeEach
    void aHostOfEightCpus() {
        fake.daemon.reply(NodeGetCpuMap.class, new NodeGetCpuMap.Reply(Bytes.EMPTY, 8, 8));
        fake.daemon.reply(DomainGetVcpusFlags.class, new DomainGetVcpusFlags.Reply(2));
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private static void refused(Runnable reading, String... words) {
        assertThatThrownBy(reading::run)
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void aCountThatDoesNotFitTheBytesBesideItTakesNoMemory() {
        for (int count : new int[] {3, 1_000_000_000, Integer.MAX_VALUE, -1}) {
            fake.daemon.reply(
                    DomainGetVcpuPinInfo.class, new DomainGetVcpuPinInfo.Reply(Bytes.of((byte) 1, (byte) 2), count));
            refused(() -> web.cpus().pinning(), "DomainGetVcpuPinInfo", "cpumaps", "2 bytes", "" + count);
        }
    }

    @Test
    void aHostWithoutCpusOrWithTooManyIsNone() {
        for (int cpus : new int[] {0, -1, 16_385, Integer.MAX_VALUE}) {
            fake.daemon.reply(NodeGetCpuMap.class, new NodeGetCpuMap.Reply(Bytes.EMPTY, 0, cpus));
            refused(() -> web.cpus().pinning(), "NodeGetCpuMap", "ret", "" + cpus);
            refused(() -> web.cpus().usageByHostCpu(), "NodeGetCpuMap", "ret", "" + cpus);
        }
    }

    @Test
    void aCpuBeyondLibvirtsBoundIsNone() {
        byte[] map = new byte[2049];
        map[2048] = 1;
        fake.daemon.reply(DomainGetEmulatorPinInfo.class, new DomainGetEmulatorPinInfo.Reply(Bytes.of(map), 1));
        refused(() -> web.cpus().emulatorPinning(), "DomainGetEmulatorPinInfo", "cpumaps", "16384");
    }

    @Test
    void memoryThatCannotBeIsNone() {
        fake.daemon.reply(DomainGetInfo.class, new DomainGetInfo.Reply(1, 1, -1, 1, 0));
        refused(() -> web.memory().current(), "DomainGetInfo", "memory", "-1", "18446744073709551615");
        fake.daemon.reply(DomainGetMaxMemory.class, new DomainGetMaxMemory.Reply(Long.MAX_VALUE));
        refused(() -> web.memory().maximum(), "DomainGetMaxMemory", "memory", "9223372036854775807");
    }

    @Test
    void aTimeThatNoClockHasIsNone() {
        fake.daemon.reply(DomainGetTime.class, new DomainGetTime.Reply(Long.MAX_VALUE, 0));
        refused(() -> web.agent().time(), "DomainGetTime", "seconds", "9223372036854775807");
    }

    @Test
    void whatFitsIsRead() {
        fake.daemon.reply(DomainGetVcpuPinInfo.class, new DomainGetVcpuPinInfo.Reply(Bytes.of((byte) 1, (byte) 2), 2));
        assertThat(web.cpus().pinning()).map(Object::toString).containsExactly("0", "1");
    }
}
