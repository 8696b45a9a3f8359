package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people mistype, and what they are told. */
class WrongInputTest {
    @LibvirtHost
    static Lab lab;

    @TempDir
    Path folder;

    private static Run run(String words) {
        return Run.of(words.split(" "), lab.testUri());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            list --deadline 0            | '0' is too little
            list --deadline -5           | '-5' is below zero
            list --deadline soon         | 'soon' is not a number
            list --deadline 99999999999  | '99999999999' is too much
            top --every 0                | '0' is too little
            top --count -1               | '-1' is below zero
            top --count 1.5              | '1.5' is not a whole number
            top --sort x                 | --sort takes c
            events --count 0             | '0' is too little
            events --for -1              | '-1' is below zero
            events --kind lifecicle      | There are no events of kind 'lifecicle'; did you mean lifecycle?
            migrate test x --bandwidth -2 | '-2' is below zero
            migrate test x --unsafe --bandwidth 2 --bandwidth 3 | --bandwidth is given twice
            agent exec test uname -a | guestwire agent exec GUEST -- COMMAND
            volume create default-pool v -5 | '-5' is no number of bytes
            volume create default-pool v 5X | '5X' is no number of bytes
            list --nmae                  | Unknown option: '--nmae'; did you mean --name?
            lsit                         | there is no verb 'lsit'; did you mean guestwire list?
            disk inof test               | guestwire disk: there is no verb 'inof'; did you mean guestwire disk info?
            show                         | Missing required parameter: 'GUEST'
            show test more               | 'more' is one word too many
            show test --only stat        | there is no field 'stat'; did you mean state?
            disk commit test vdb         | there is no disk 'vdb'; did you mean vda?
            disk commit test vda         | the top image is the one that the guest writes
            """)
    void wrongWordsAreNamed(String words, String message) {
        Run wrong = run(words);
        assertThat(wrong.error()).contains(message).doesNotContain("Exception", "java.", " int ", " int\n", "null");
        assertThat(wrong.code()).isIn(ExitCode.USAGE, ExitCode.NOT_FOUND);
        assertThat(wrong.out()).isEmpty();
    }

    @Test
    void aUsageIsShort() {
        assertThat(run("disk resize test vda").error()).isEqualTo("""
                guestwire disk resize: Missing required parameter: 'SIZE'
                  usage: guestwire disk resize GUEST DISK SIZE [OPTIONS]
                  next: guestwire disk resize --help tells what it takes
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nosuchalias                  | nor is it an alias of libvirt.conf (uri_aliases)
            qemu:/system                 | expected driver[+transport]://[host]/path
            qemu+ssh://host/system       | this release reaches Unix sockets only. Forward the remote daemon's socket
            qemu+unix:///session?socket=/no/such | tried /no/such: no such socket
            qemu+unix:///session?socket=%s | nobody listens there (connection refused)
            """)
    void aHostThatCannotBeReachedIsNamed(String uri, String message) throws Exception {
        Path dead = folder.resolve("dead");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(dead));
        }
        for (String verb : new String[] {"list --all", "show web", "pool list", "top --count 1", "events --for 1"}) {
            Run none = Run.of(verb.split(" "), uri.formatted(dead));
            assertThat(none.code()).as(verb).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(none.error())
                    .contains(
                            "Cannot connect to " + uri.formatted(dead) + ": ", message, "next: guestwire doctor tells");
        }
    }

    @Test
    void eventsOfAGuestThatIsNotThereAreNotWaitedFor() {
        Run nobody = run("events --guest tset");
        assertThat(nobody.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(nobody.error()).startsWith("guestwire events: there is no guest 'tset'; did you mean test?");
        assertThat(run("events --guest test --for 1").ok().out()).isEmpty();
    }

    @Test
    void filesThatCannotBeReadAreNamed() throws Exception {
        assertThat(run("define /no/such").error()).contains("no such file: /no/such");
        assertThat(run("define " + folder).error()).contains("that is a folder, not a file");
        Path latin = Files.write(
                folder.resolve("latin.xml"),
                "<domain><name>web</name><title>caf\u00e9</title></domain>".getBytes(StandardCharsets.ISO_8859_1));
        for (String verb : new String[] {"define", "diff test", "attach-device test", "pool define", "secret define"}) {
            assertThat(run(verb + " " + latin).error())
                    .as(verb)
                    .contains(latin + " is not text in UTF-8: what begins at byte 34 is no character", "next: iconv ");
        }
        Path pool = Files.writeString(folder.resolve("pool.xml"), "<pool type='dir'/>");
        assertThat(run("diff test " + pool).error()).contains("pool.xml is the definition of a <pool>, not of a guest");
    }
}
