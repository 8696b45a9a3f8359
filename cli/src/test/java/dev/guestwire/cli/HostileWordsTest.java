package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.error.PlainText;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
import dev.guestwire.protocol.remote.ConnectListAllDomains;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainAuthorizedSshKeysGet;
import dev.guestwire.protocol.remote.DomainGetHostname;
import dev.guestwire.protocol.remote.DomainGetMetadata;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainLookupByName;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A daemon, a guest and its agent that put into each name, document and error what acts on a terminal: no verb lets it through.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileWordsTest {
    private static final String IN_XML = "evil\u009b31m\u202e\u2028\u007fend";
    private static final String WORDS = "evil\u001b]0;title\u0007\u001b[2J\n  next: run this\r" + IN_XML;
    private static final Domain WEB = new Domain("web1" + WORDS, new UUID(1, 2), 3);
    private static final String DOCUMENT = "<domain type='kvm' id='3'><name>web1" + IN_XML + "</name><uuid>"
            + WEB.uuid() + "</uuid><title>" + IN_XML + "</title><description>" + IN_XML + "</description><devices>"
            + "<disk type='file' device='disk'><source file='/" + IN_XML + "'/><target dev='vda'/></disk>"
            + "<interface type='network'><mac address='52:54:00:00:00:01'/><source network='" + IN_XML + "'/>"
            + "<target dev='" + IN_XML + "'/></interface></devices></domain>";

    /** Calls that have to be answered for a verb to come to its work. */
    private static final Set<String> OPENING = Set.of(
            "AuthList",
            "ConnectOpen",
            "ConnectClose",
            "ConnectSupportsFeature",
            "ConnectGetLibVersion",
            "ConnectGetUri",
            "ConnectGetType",
            "ConnectGetVersion",
            "ConnectRegisterCloseCallback",
            "ConnectUnregisterCloseCallback");

    private static FakeLibvirtd daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = FakeLibvirtd.start();
        for (Class<?> type : calls()) {
            if (!OPENING.contains(type.getSimpleName())) {
                refuse(type);
            }
        }
        daemon.reply(DomainLookupByName.class, new DomainLookupByName.Reply(WEB));
        daemon.reply(DomainLookupByUuid.class, new DomainLookupByUuid.Reply(WEB));
        daemon.reply(ConnectListAllDomains.class, new ConnectListAllDomains.Reply(List.of(WEB), 1));
        daemon.reply(DomainGetState.class, new DomainGetState.Reply(1, 1));
        daemon.reply(DomainGetXmlDesc.class, new DomainGetXmlDesc.Reply(DOCUMENT));
        daemon.reply(DomainGetMetadata.class, new DomainGetMetadata.Reply(WORDS));
        daemon.reply(DomainGetHostname.class, new DomainGetHostname.Reply(WORDS));
        daemon.reply(
                DomainAuthorizedSshKeysGet.class, new DomainAuthorizedSshKeysGet.Reply(List.of("ssh-rsa A " + WORDS)));
        daemon.reply(
                DomainAgentCommand.class,
                new DomainAgentCommand.Reply("{\"return\":\"\\u001b]0;x\\u0007" + IN_XML + "\"}"));
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @SuppressWarnings("unchecked")
    private static <R extends XdrValue, C extends Call<R>> void refuse(Class<?> type) {
        daemon.on(
                (Class<C>) type,
                call -> Answer.error(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, "internal error: " + WORDS));
    }

    private static List<Class<?>> calls() throws IOException, URISyntaxException {
        Path place = Path.of(
                Call.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return calls(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
            return calls(jar.getPath("/"));
        }
    }

    private static List<Class<?>> calls(Path root) throws IOException {
        List<Class<?>> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root.resolve("dev/guestwire/protocol"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
                try {
                    Class<?> type = Class.forName(name);
                    if (Call.class.isAssignableFrom(type) && !type.isInterface()) {
                        found.add(type);
                    }
                } catch (ClassNotFoundException none) {
                    throw new IOException(none);
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(400);
        return found;
    }

    /** The first command line of each verb that needs no shell, and some more. */
    static List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "guestwire list --columns name,title,description",
                "guestwire show no-such-guest",
                "guestwire metadata title web1",
                "guestwire metadata description web1",
                "guestwire xml web1",
                "guestwire disk list web1",
                "guestwire interface list web1",
                "guestwire agent command web1 {}",
                "guestwire agent keys list web1 root",
                "guestwire agent hostname web1",
                "guestwire start web1"));
        for (GoldenFile file : GoldenFile.all()) {
            String line = file.cases().getFirst().command();
            if (line.startsWith("guestwire ") && line.chars().noneMatch(c -> "|<>$&;`'\"\\".indexOf(c) >= 0)) {
                lines.add(line);
            }
        }
        assertThat(lines).hasSizeGreaterThan(100);
        return lines;
    }

    @ParameterizedTest
    @MethodSource("lines")
    void nothingActs(String line) {
        for (List<String> more : List.of(List.<String>of(), List.of("--json"))) {
            List<String> words = new ArrayList<>(List.of(line.split(" ")));
            words.removeFirst();
            words.addAll(
                    0,
                    Stream.concat(Stream.of("-c", daemon.uri(), "--deadline", "5"), more.stream())
                            .toList());
            Run run = Run.of(words.toArray(String[]::new));
            for (String said : List.of(run.out(), run.error())) {
                assertThat(said.chars()
                                .filter(c -> c != '\n' && c != '\t' && PlainText.acts((char) c))
                                .toArray())
                        .as("%s: %s", line, said)
                        .isEmpty();
                assertThat(said.lines()).as(line).noneMatch(one -> one.strip().startsWith("next: run this"));
            }
        }
    }

    /** A document and JSON mean the same after it: what acts is written as a reference. */
    @Test
    void nothingIsLost() {
        assertThat(Run.of("-c", daemon.uri(), "xml", "web1").ok().out())
                .contains("<title>evil&#155;31m&#8238;&#8232;&#127;end</title>");
        assertThat(Run.of("-c", daemon.uri(), "agent", "hostname", "web1", "--json")
                        .ok()
                        .out())
                .contains(
                        "\\u001B]0;title\\u0007\\u001B[2J\\n  next: run this\\revil\\u009b31m\\u202e\\u2028\\u007fend");
    }

    /** libvirt writes over a file without a word. */
    @ParameterizedTest
    @ValueSource(strings = {"save web1", "dump web1", "dump --memory-only web1"})
    void aFileThatIsThereIsNotWrittenOver(String words, @TempDir Path folder) throws IOException {
        Path there = Files.writeString(folder.resolve("there"), "mine");
        Run refused = Run.of((words + " " + there).split(" "), daemon.uri());
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.error()).contains(there + " is there already", "--force lets it");
        Run forced = Run.of((words + " --force " + there).split(" "), daemon.uri());
        assertThat(forced.error() + forced.out()).contains("internal error").doesNotContain("is there already");
    }
}
