package dev.guestwire.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.ConcurrentChangeException;
import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.error.ConnectFailedException.Attempt;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.remote.ConnectGetHostname;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainCreate;
import dev.guestwire.protocol.remote.DomainDefineXmlFlags;
import dev.guestwire.protocol.remote.DomainDetachDeviceAlias;
import dev.guestwire.protocol.remote.DomainSetVcpusFlags;
import dev.guestwire.protocol.remote.DomainSnapshot;
import dev.guestwire.protocol.remote.DomainSnapshotDelete;
import dev.guestwire.protocol.remote.Network;
import dev.guestwire.protocol.remote.NetworkCreate;
import dev.guestwire.protocol.remote.NodeDeviceDestroy;
import dev.guestwire.protocol.remote.Secret;
import dev.guestwire.protocol.remote.SecretUndefine;
import dev.guestwire.protocol.remote.StoragePool;
import dev.guestwire.protocol.remote.StoragePoolDestroy;
import dev.guestwire.protocol.remote.StorageVol;
import dev.guestwire.protocol.remote.StorageVolDelete;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is told of each exception of the library: what it is about, the host, the call if one was refused, a next step. */
class ComplaintTest {
    private static final String HOST = "qemu+unix:///system?socket=/run/lab";
    private static final UUID ID = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001");
    private static final Domain GUEST = new Domain("web1", ID, 1);
    private static final DomainCreate START = new DomainCreate(GUEST);
    private static final StoragePoolDestroy STOP = new StoragePoolDestroy(new StoragePool("images", ID));

    /** A failure, the exit code, and words of the message. */
    private record Told(Exception failure, int code, List<String> words) {
        Told(Exception failure, int code, String... words) {
            this(failure, code, List.of(words));
        }
    }

    private static Told refused(ErrorCode code, Call<?> call, int exit, String... words) {
        return new Told(
                CallFailedException.of(call, RemoteError.of(code, ErrorDomain.QEMU, "the daemon's reason")),
                exit,
                words);
    }

    /** An error of Linux, with its number. */
    private static Told system(int number, String next) {
        RemoteError plain = RemoteError.of(ErrorCode.SYSTEM_ERROR, ErrorDomain.QEMU, "the daemon's reason");
        RemoteError error = new RemoteError(
                plain.code(),
                plain.domain(),
                plain.message(),
                plain.level(),
                plain.dom(),
                plain.str1(),
                plain.str2(),
                plain.str3(),
                number,
                plain.int2(),
                plain.net());
        return new Told(CallFailedException.of(START, error), 1, "DomainCreate of guest web1", next);
    }

    private static Told job(Status status, int exit, String... words) {
        return new Told(
                new JobNotCompletedException("Copy of disk vda of guest web1", status, "no room", "event"),
                exit,
                words);
    }

    private static List<Told> cases() {
        return Stream.of(states(), refusals(), silence(), others())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Told> states() {
        return List.of(
                refused(ErrorCode.NO_DOMAIN, START, 6, "DomainCreate of guest web1", "guestwire list --all"),
                refused(ErrorCode.NO_STORAGE_POOL, STOP, 6, "StoragePoolDestroy of pool images", "guestwire pool list"),
                refused(ErrorCode.OPERATION_INVALID, START, 7, "of guest web1", "guestwire show web1 tells its state"),
                refused(ErrorCode.OPERATION_INVALID, STOP, 7, "of pool images", "guestwire pool info images tells"),
                refused(
                        ErrorCode.OPERATION_INVALID,
                        new StorageVolDelete(new StorageVol("images", "root", "/k"), 0),
                        7,
                        "StorageVolDelete of volume root of pool images",
                        "guestwire volume info images root tells"),
                refused(
                        ErrorCode.OPERATION_INVALID,
                        new NetworkCreate(new Network("lan", ID)),
                        7,
                        "NetworkCreate of network lan",
                        "guestwire network info lan tells"),
                refused(
                        ErrorCode.OPERATION_INVALID,
                        new NodeDeviceDestroy("pci_0"),
                        7,
                        "NodeDeviceDestroy of node device pci_0",
                        "guestwire nodedev info pci_0 tells"),
                refused(
                        ErrorCode.OPERATION_INVALID,
                        new SecretUndefine(new Secret(ID, 0, "")),
                        7,
                        "SecretUndefine of secret " + ID,
                        "guestwire secret list"),
                refused(
                        ErrorCode.OPERATION_INVALID,
                        new DomainSnapshotDelete(new DomainSnapshot("s1", GUEST), 0),
                        7,
                        "of snapshot s1 of guest web1",
                        "guestwire snapshot list web1"));
    }

    private static List<Told> refusals() {
        return List.of(
                refused(ErrorCode.RESOURCE_BUSY, START, 9, "of guest web1", "guestwire job info web1"),
                refused(ErrorCode.RESOURCE_BUSY, STOP, 9, "of pool images", "guestwire pool info images"),
                refused(ErrorCode.OPERATION_TIMEOUT, START, 9, "of guest web1", "guestwire job info web1"),
                refused(
                        ErrorCode.OPERATION_TIMEOUT,
                        new DomainSetVcpusFlags(GUEST, 1, 1),
                        8,
                        "may still happen",
                        "guestwire cpu show web1"),
                refused(
                        ErrorCode.OPERATION_TIMEOUT,
                        new DomainDetachDeviceAlias(GUEST, "ua-data", 1),
                        8,
                        "may still happen",
                        "guestwire show web1"),
                refused(ErrorCode.AGENT_UNRESPONSIVE, START, 1, "of guest web1", "qemu-guest-agent"),
                refused(ErrorCode.NO_SUPPORT, START, 1, "of guest web1", "guestwire host info"),
                refused(ErrorCode.OPERATION_DENIED, START, 1, "of guest web1", "--readonly"),
                refused(ErrorCode.AUTH_FAILED, START, 1, "of guest web1", "credentials"),
                refused(
                        ErrorCode.XML_ERROR,
                        new DomainDefineXmlFlags("<domain><name>web1</name></domain>", 0),
                        1,
                        "DomainDefineXmlFlags of guest web1",
                        "mend the document"),
                refused(ErrorCode.DOM_EXIST, START, 1, "of guest web1", "take another name"),
                refused(ErrorCode.OPERATION_FAILED, START, 1, "of guest web1", "guestwire show web1", "daemon's log"),
                system(2, "look at the path"),
                system(13, "leave to the path"),
                system(28, "make room on the host"),
                system(5, "guestwire show web1"),
                refused(
                        ErrorCode.INTERNAL_ERROR,
                        new ConnectGetHostname(),
                        1,
                        "ConnectGetHostname",
                        "guestwire doctor"));
    }

    private static List<Told> silence() {
        return List.of(
                new Told(new ConnectionLostException(START, true, "reset", null), 8, "web1", "guestwire show web1"),
                new Told(new ConnectionLostException(STOP, true, "reset", null), 8, "pool images", "pool info images"),
                new Told(
                        new DeadlineExceededException(START, true, Duration.ofSeconds(2)),
                        8,
                        "web1",
                        "2 s",
                        "show web1"),
                new Told(new DeadlineExceededException(START, false, Duration.ofSeconds(2)), 1, "web1", "try again"),
                new Told(new CallInterruptedException(STOP, true), 8, "StoragePoolDestroy of pool images", "pool info"),
                new Told(
                        new ConnectFailedException(HOST, "nobody", List.of(new Attempt("/run/lab", "refused")), null),
                        5,
                        "Cannot connect to " + HOST,
                        "tried /run/lab: refused",
                        "guestwire doctor"));
    }

    private static List<Told> others() {
        return List.of(
                job(Status.FAILED, 1, "disk vda of guest web1 failed: no room", "guestwire job info"),
                job(Status.CANCELLED, 1, "disk vda of guest web1 was cancelled", "begun again"),
                job(Status.STILL_RUNNING, 1, "disk vda of guest web1 goes on", "guestwire job list"),
                job(Status.UNKNOWN, 8, "disk vda of guest web1 ended", "look whether it was done"),
                new Told(
                        new ConcurrentChangeException("guest web1 was changed by somebody else"),
                        7,
                        "guest web1 was changed",
                        "guestwire xml GUEST --inactive"),
                new Told(
                        new MalformedDataException("an answer of 3 bytes", null),
                        1,
                        "an answer of 3 bytes",
                        "guestwire doctor"),
                new Told(new InvalidInputException("name with U+0000", null), 1, "name with U+0000", "--help"));
    }

    @TestFactory
    Stream<DynamicTest> eachIsToldWithAllThatHelps() throws Exception {
        String documented = Files.readString(Path.of("../docs/cli.md"));
        return cases().stream()
                .map(told -> dynamicTest(String.valueOf(told.failure().getMessage()), () -> {
                    StringWriter error = new StringWriter();
                    int code = new Failing(told.failure()).run(invocation(error));
                    assertThat(code).isEqualTo(told.code());
                    assertThat(documented).contains("\n| " + code + " | ");
                    assertThat(error.toString())
                            .startsWith("guestwire verb: ")
                            .contains(told.words().toArray(String[]::new))
                            .contains("\n  host: " + HOST + "\n")
                            .containsPattern("\n  next: .{10,}\n");
                    if (told.failure() instanceof CallFailedException refusal) {
                        assertThat(error.toString())
                                .contains(refusal.call().getClass().getSimpleName(), "the daemon's reason");
                    }
                }));
    }

    @Test
    void noExceptionIsMissing() {
        Set<String> told = cases().stream()
                .map(one -> one.failure().getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> all = new TreeSet<>();
        collect(LibvirtException.class, all);
        assertThat(told).isEqualTo(all);
    }

    private static void collect(Class<?> type, Set<String> all) {
        if (!Modifier.isAbstract(type.getModifiers())) {
            all.add(type.getSimpleName());
        }
        if (type.isSealed()) {
            Stream.of(type.getPermittedSubclasses()).forEach(one -> collect(one, all));
        }
    }

    private static Invocation invocation(StringWriter error) {
        Settings settings = new Settings(List.of(HOST), false, false);
        return new Invocation("guestwire verb", settings, new PrintWriter(error), new PrintWriter(error, true));
    }

    /** A verb that fails as every verb does. */
    private static final class Failing extends Verb {
        private final Exception failure;

        Failing(Exception failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() {
            return complain(failure, target());
        }
    }
}
