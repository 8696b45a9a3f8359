package dev.guestwire.migration;

import static dev.guestwire.FakeHost.WEB;
import static dev.guestwire.protocol.TypedParam.ofInt;
import static dev.guestwire.protocol.TypedParam.ofText;
import static dev.guestwire.protocol.TypedParam.ofUllong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.DomainMigratePerform3Params;
import dev.guestwire.xml.domain.Domain;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a migration asks for, in libvirt's flags and parameters. */
class MigrationRequestTest {
    private static final String THERE = "qemu+ssh://host-b/system";

    private final FakeHost fake = new FakeHost();
    private final MigrationRequest plain = fake.web.migration(THERE);

    @AfterEach
    void close() {
        fake.close();
    }

    private void asks(UnaryOperator<MigrationRequest> wish, int flags, TypedParam... params) {
        MigrationRequest request = wish.apply(plain);
        assertThat(request.flags()).isEqualTo(flags);
        assertThat(request.params()).containsExactly(params);
    }

    @Test
    void run() {
        assertThat(fake.sent(
                        DomainMigratePerform3Params.class,
                        new DomainMigratePerform3Params.Reply(Bytes.EMPTY),
                        () -> plain.live().bandwidthMib(9).run()))
                .isEqualTo(new DomainMigratePerform3Params(
                        WEB, THERE, List.of(ofUllong("bandwidth", 9)), Bytes.EMPTY, 1 | 2));
        assertThat(plain.guest()).isEqualTo(fake.web);
        assertThat(plain.destination()).contains(THERE);
    }

    @Test
    void flags() {
        asks(request -> request, 0);
        asks(MigrationRequest::live, 1);
        asks(MigrationRequest::tunnelled, 4);
        asks(MigrationRequest::persistent, 8);
        asks(MigrationRequest::undefineSource, 16);
        asks(MigrationRequest::paused, 32);
        asks(MigrationRequest::changeProtection, 256);
        asks(MigrationRequest::unsafe, 512);
        asks(MigrationRequest::offline, 1024);
        asks(MigrationRequest::abortOnError, 4096);
        asks(MigrationRequest::autoConverge, 8192);
        asks(MigrationRequest::rdmaPinAll, 16_384);
        asks(MigrationRequest::postCopy, 32_768);
        asks(MigrationRequest::tls, 65_536);
        asks(MigrationRequest::parallel, 131_072);
        asks(MigrationRequest::resumingPostCopy, 524_288);
        asks(MigrationRequest::zeroCopy, 1_048_576);
        asks(request -> request.live().persistent().live().undefineSource(), 25);
    }

    @Test
    void parameters() {
        asks(request -> request.bandwidthMib(5), 0, ofUllong("bandwidth", 5));
        asks(request -> request.postCopyBandwidthMib(6), 0, ofUllong("bandwidth.postcopy", 6));
        asks(request -> request.migrateUri("tcp://b"), 0, ofText("migrate_uri", "tcp://b"));
        asks(request -> request.listenAddress("::1"), 0, ofText("listen_address", "::1"));
        asks(request -> request.graphicsUri("vnc://b"), 0, ofText("graphics_uri", "vnc://b"));
        asks(request -> request.destinationName("www"), 0, ofText("destination_name", "www"));
        asks(request -> request.tls("b.example"), 65_536, ofText("tls.destination", "b.example"));
        asks(request -> request.parallel(4), 131_072, ofInt("parallel.connections", 4));
        asks(
                request -> request.autoConverge(20, 10),
                8192,
                ofInt("auto_converge.initial", 20),
                ofInt("auto_converge.increment", 10));
        asks(request -> request.parameter(ofInt("later", 1)), 0, ofInt("later", 1));
        asks(request -> request.bandwidthMib(5).bandwidthMib(7), 0, ofUllong("bandwidth", 7));
    }

    @Test
    void compression() {
        asks(request -> request.compressed(MigrationCompression.DEFAULT), 2048);
        asks(
                request -> request.compressed(MigrationCompression.xbzrle().xbzrleCacheBytes(1 << 26)),
                2048,
                ofText("compression", "xbzrle"),
                ofUllong("compression.xbzrle.cache", 1 << 26));
        asks(
                request -> request.compressed(
                        MigrationCompression.multiThreaded().level(9).threads(8, 2)),
                2048,
                ofText("compression", "mt"),
                ofInt("compression.mt.level", 9),
                ofInt("compression.mt.threads", 8),
                ofInt("compression.mt.dthreads", 2));
        asks(
                request -> request.compressed(
                        MigrationCompression.method("mt").and("xbzrle").and("mt")),
                2048,
                ofText("compression", "xbzrle"),
                ofText("compression", "mt"));
    }

    @Test
    void aGuestThatBecomesPersistentIsDefinedAsItRuns() {
        TypedParam live = ofText("destination_xml", "<domain/>");
        asks(request -> request.destinationXml("<domain/>"), 0, live);
        asks(
                request -> request.destinationXml("<domain/>").persistent(),
                8,
                live,
                ofText("persistent_xml", "<domain/>"));
        asks(
                request -> request.persistentXml("<domain id='1'/>").destinationXml("<domain/>"),
                8,
                ofText("persistent_xml", "<domain id='1'/>"),
                live);
        Domain definition = Domain.parse("<domain><name>web</name></domain>");
        asks(
                request -> request.destinationXml(definition).persistentXml(definition),
                8,
                ofText("destination_xml", definition.xml().toXml()),
                ofText("persistent_xml", definition.xml().toXml()));
    }

    @Test
    void disksAreCopiedByName() {
        TypedParam vda = ofText("migrate_disks", "vda");
        asks(request -> request.copyingDisks("vda"), 64, vda);
        asks(request -> request.copyingDisks("vda", "vdc", "vda"), 64, vda, ofText("migrate_disks", "vdc"));
        asks(request -> request.copying(StorageCopy.incremental("vda")), 128, vda);
        asks(request -> request.copying(StorageCopy.incremental("vda").synchronousWrites()), 128 | 262_144, vda);
        asks(
                request -> request.copying(
                        StorageCopy.of("vda").port(49_000).port(49_001).uri("unix:///d")),
                64,
                vda,
                ofInt("disks_port", 49_001),
                ofText("disks_uri", "unix:///d"));
        asks(
                request -> request.copyingDisks("vda").copying(StorageCopy.incremental("vdb")),
                128,
                ofText("migrate_disks", "vdb"));
    }

    /** libvirt copies every disk the guest can write if none is named: no way leads there. */
    @Test
    void storageIsNotCopiedUnlessADiskIsNamed() {
        List<Method> makers = Arrays.stream(StorageCopy.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers()))
                .toList();
        assertThat(makers)
                .isNotEmpty()
                .allSatisfy(maker -> assertThat(maker.getParameterTypes()).startsWith(String.class));
        assertThat(StorageCopy.class.getConstructors()).isEmpty();
        assertThatThrownBy(() -> plain.parameter(ofText("migrate_disks", "vda")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> StorageCopy.of("")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> StorageCopy.incremental("vda", " ")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void moreDisksThanTheDaemonTakesAreRefusedHere() {
        String[] disks = IntStream.range(0, 64).mapToObj(number -> "d" + number).toArray(String[]::new);
        assertThatThrownBy(() -> plain.copyingDisks("vda", disks).run())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("params");
        assertThat(fake.daemon.calls(DomainMigratePerform3Params.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qemu+ssh://localhost/system",
                "qemu+tls://root@localhost.localdomain:16514/system",
                "qemu:///system",
                "qemu+unix:///session",
                "qemu+ssh:///system?socket=/run/s",
                "host-b",
                "qemu+ssh://host b/system"
            })
    void aDestinationIsAnotherHost(String uri) {
        assertThatThrownBy(() -> fake.web.migration(uri).live().run())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(uri);
        assertThat(fake.daemon.calls(DomainMigratePerform3Params.class)).isEmpty();
    }

    @Test
    void aSocketIsAnotherHost() {
        String uri = "qemu+unix:///session?mode=legacy&socket=/run/other";
        assertThat(new PeerToPeer(fake.web.migration(uri), uri).call().dconnuri())
                .isEqualTo(uri);
    }

    @Test
    void aTunnelIsNotParallel() {
        assertThatThrownBy(() -> plain.tunnelled().parallel(2).run())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be parallel");
    }

    @Test
    void documentsAreNotShown() {
        assertThat(new PeerToPeer(plain.destinationXml("<domain><secret/></domain>"), THERE)
                        .call()
                        .toString())
                .doesNotContain("secret");
        assertThat(plain.destinationXml("<domain><secret/></domain>"))
                .hasToString("Migration of guest web to " + THERE);
    }
}
