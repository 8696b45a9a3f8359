package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.guestwire.block.BlockDevice;
import dev.guestwire.block.IoLimits;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.job.NbdServer;
import dev.guestwire.migration.MigrationCompression;
import dev.guestwire.migration.MigrationRequest;
import dev.guestwire.migration.StorageCopy;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.resource.Scheduling;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.NumberSet;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.domain.Domain;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Numbers and names that no daemon should be sent are refused before anything is. */
class UnsoundDemandsTest {
    /** Numbers that say something else than an amount, a count or a bandwidth, or that have a test of their own. */
    private static final Set<String> OTHERS = Set.of(
            "BlockDevice.peek",
            "ByteStream.read",
            "ByteStream.write",
            "ByteStream.writeHole",
            "DetachRequest.attempts",
            "EventFeed.overflow",
            "GuestAgent.process",
            "GuestMemory.peek",
            "GuestState.of",
            "Host.findGuest",
            "Host.guest",
            "HostOptions.eventQueue",
            "HostOptions.keepAlive",
            "HostOptions.reconnecting",
            "MigrationSize.of",
            "NetworkChange.in",
            "PostCopySwitch.isDue",
            "Power.destroy",
            "Screen.screenshot",
            "StorageVolume.resize",
            "VolumeContent.part");

    private final FakeHost fake = new FakeHost();

    @AfterEach
    void close() {
        fake.close();
    }

    private Map<String, ThrowingCallable> demands() {
        Guest guest = fake.web;
        BlockDevice disk = guest.disk("vda");
        Map<String, ThrowingCallable> all = new LinkedHashMap<>();
        all.put("GuestJob.maxSpeedMib", () -> guest.job().maxSpeedMib(-1));
        all.put("GuestJob.compressionCacheBytes", () -> guest.job().compressionCacheBytes(0));
        all.put("BlockDevice.jobSpeed", () -> disk.jobSpeed(-1));
        all.put("BlockDevice.threshold", () -> disk.threshold(-1));
        all.put("BlockDevice.resize", () -> disk.resize(0));
        all.put("CommitRequest.bandwidth", () -> disk.commit().bandwidth(-1));
        all.put("PullRequest.bandwidth", () -> disk.pull().bandwidth(-1));
        all.put("RebaseRequest.bandwidth", () -> disk.rebase("/base").bandwidth(-1));
        all.put("PathCopyRequest.bandwidth", () -> disk.copyToPath("/copy").bandwidth(-1));
        all.put("CopyRequest.bandwidth", () -> disk.copy("<disk/>").bandwidth(-1));
        all.put("CopyRequest.granularity", () -> disk.copy("<disk/>").granularity(0));
        all.put("CopyRequest.bufferSize", () -> disk.copy("<disk/>").bufferSize(0));
        all.put("Limit.of", () -> IoLimits.Limit.of(-1));
        all.put("Limit.withBurst", () -> IoLimits.Limit.of(1).withBurst(-1, Duration.ofSeconds(1)));
        all.put("IoLimits.withOperationBytes", () -> IoLimits.NONE.withOperationBytes(-1));
        all.putAll(otherDemands());
        return all;
    }

    private Map<String, ThrowingCallable> otherDemands() {
        Guest guest = fake.web;
        Map<String, ThrowingCallable> all = new LinkedHashMap<>();
        all.put("GuestCpus.count", () -> guest.cpus().count(0));
        all.put("GuestCpus.pin", () -> guest.cpus().pin(-1, NumberSet.of(0)));
        all.put("Scheduling.withShares", () -> Scheduling.NOTHING.withShares(0));
        all.put("IoThreads.add", () -> guest.cpus().ioThreads().add(0));
        all.put("IoThreads.delete", () -> guest.cpus().ioThreads().delete(0));
        all.put("IoThreads.pin", () -> guest.cpus().ioThreads().pin(0, NumberSet.of(0)));
        all.put("IoThreads.tune", () -> guest.cpus().ioThreads().tune(0, TypedParams.NONE));
        all.put("MigrationRequest.autoConverge", () -> move(guest).autoConverge(0, 10));
        all.put("MigrationRequest.parallel", () -> move(guest).parallel(0));
        all.put("MigrationRequest.bandwidthMib", () -> move(guest).bandwidthMib(-1));
        all.put("MigrationRequest.postCopyBandwidthMib", () -> move(guest).postCopyBandwidthMib(-1));
        all.put("StorageCopy.port", () -> StorageCopy.of("vda").port(0));
        all.put(
                "MigrationCompression.xbzrleCacheBytes",
                () -> MigrationCompression.xbzrle().xbzrleCacheBytes(0));
        all.put(
                "MigrationCompression.level",
                () -> MigrationCompression.multiThreaded().level(-1));
        all.put(
                "MigrationCompression.threads",
                () -> MigrationCompression.multiThreaded().threads(0, 1));
        all.put("NbdServer.tcp", () -> NbdServer.tcp("localhost", 65536));
        all.put("GuestAgent.trim", () -> guest.agent().trim(null, -1));
        all.put("Domain.of", () -> Domain.of("qemu", "web", Size.mib(64), 0));
        all.put("Domain.withVcpus", () -> Domain.parse("<domain/>").withVcpus(0));
        return all;
    }

    private static MigrationRequest move(Guest guest) {
        return guest.migration("qemu+tcp://other/system");
    }

    private Map<String, ThrowingCallable> names() {
        Guest guest = fake.web;
        Map<String, ThrowingCallable> all = new LinkedHashMap<>();
        for (String name : List.of("", " ", "a/b", "..", "a\nb", "x".repeat(251))) {
            String shown = name.length() > 9 ? "long" : name;
            all.put("rename " + shown, () -> guest.rename(name));
            all.put("snapshot " + shown, () -> guest.snapshots().overlays(name));
            all.put("checkpoint " + shown, () -> guest.job().backup().checkpoint(name));
            all.put("destination " + shown, () -> move(guest).destinationName(name));
            all.put("group " + shown, () -> IoLimits.NONE.inGroup(name));
        }
        for (String namespace : List.of("", "urn:a&b", "urn:<a", "urn:a'b", "urn:a\"b", "urn:a b", "urn:a\n")) {
            all.put("find " + namespace, () -> guest.metadata().find(namespace));
            all.put("remove " + namespace, () -> guest.metadata().remove(namespace));
        }
        all.put("put", () -> guest.metadata().put(Element.of("urn:a&b", "", "note")));
        return all;
    }

    @Test
    void whatNoDaemonShouldBeSentIsRefusedBeforeAnythingIs() {
        Map<String, ThrowingCallable> all = new LinkedHashMap<>(demands());
        all.putAll(names());
        all.put("undefineSource", () -> move(fake.web).undefineSource().start());
        all.forEach((what, demand) -> assertThatThrownBy(demand)
                .as(what)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("\n"));
        assertThat(fake.daemon.calls())
                .noneMatch(call -> call.toString().matches(".*(Set|Add|Del|Pin|Rename|Resize|Migrate|Trim).*"));
    }

    @Test
    void whatIsSoundIsTaken() {
        assertThat(Domain.of("qemu", "web", Size.mib(64), 1).vcpus()).contains(1);
        assertThat(move(fake.web)
                        .bandwidthMib(0)
                        .parallel(1)
                        .persistent()
                        .undefineSource()
                        .params())
                .hasSize(2);
        assertThat(fake.web.snapshots().overlays("x".repeat(250))).isNotNull();
    }

    /** Whoever adds a method that takes a number decides what numbers it takes. */
    @Test
    void everyNumberOfARequestIsInTheTable() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : RoomsTest.CLIENT) {
            boolean isApi = type.getModifiers().contains(JavaModifier.PUBLIC)
                    && Stream.of("xml", "rpc", "error", "transport", "watch")
                            .noneMatch(room -> type.getPackageName().startsWith("dev.guestwire." + room));
            if (isApi) {
                type.getMethods().stream()
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(UnsoundDemandsTest::takesANumber)
                        .map(method -> type.getSimpleName() + "." + method.getName())
                        .forEach(found::add);
            }
        }
        found.removeAll(OTHERS);
        found.removeAll(demands().keySet());
        found.removeIf(name -> name.endsWith(".of") && name.startsWith("Coded"));
        assertThat(found).isEmpty();
    }

    private static boolean takesANumber(JavaMethod method) {
        return method.getRawParameterTypes().stream()
                        .anyMatch(type ->
                                type.getName().equals("int") || type.getName().equals("long"))
                && !method.getModifiers().contains(JavaModifier.SYNTHETIC);
    }
}
