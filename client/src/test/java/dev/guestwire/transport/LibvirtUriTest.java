package dev.guestwire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibvirtUriTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            qemu:///system                                     | qemu   | UNIX    | /system
            qemu:///session                                    | qemu   | UNIX    | /session
            qemu+unix:///system                                | qemu   | UNIX    | /system
            QEMU+Unix:///system                                | qemu   | UNIX    | /system
            test+unix:///default?socket=/run/sock              | test   | UNIX    | /default
            lxc:///                                            | lxc    | UNIX    | /
            qemu://host/system                                 | qemu   | TLS     | /system
            qemu+tls://host/system                             | qemu   | TLS     | /system
            qemu+tcp://host:1/system                           | qemu   | TCP     | /system
            qemu+ssh://root@host/system                        | qemu   | SSH     | /system
            qemu+libssh://host/system                          | qemu   | LIBSSH  | /system
            qemu+libssh2://host/system                         | qemu   | LIBSSH2 | /system
            qemu+ext:///system?command=/bin/x                  | qemu   | EXT     | /system
            remote:///                                         | remote | UNIX    | /
            xen                                                | xen    | UNIX    | /system
            xen://                                             | xen    | UNIX    | /system
            `  qemu:///system  `                               | qemu   | UNIX    | /system
            """, delimiter = '|')
    void itKnowsDriverTransportAndPath(String text, String driver, UriTransport transport, String path) {
        LibvirtUri uri = LibvirtUri.parse(text);
        assertThat(uri.driver()).isEqualTo(driver);
        assertThat(uri.transport()).isEqualTo(transport);
        assertThat(uri.path()).isEqualTo(path);
        assertThat(uri.isEmpty()).isFalse();
    }

    /** What libvirt's own client sends in CONNECT_OPEN (spec of libvirt's URIs): never host, user or transport. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            qemu:///system                                         | qemu:///system
            qemu+unix:///system                                    | qemu:///system
            qemu+ssh://root@host:22/system                         | qemu:///system
            qemu+unix:///session?socket=/run/sock                  | qemu:///session
            qemu+unix:///session?mode=legacy                       | qemu:///session
            test+unix:///default?socket=/run/sock                  | test:///default
            test+unix:///abs/node.xml?socket=/run/sock             | test:///abs/node.xml
            qemu:///system?colour=green                            | qemu:///system?colour=green
            qemu:///system?socket=/s&colour=green&mode=auto&size=2 | qemu:///system?colour=green&size=2
            qemu:///system?colour=green;size=2                     | qemu:///system?colour=green&size=2
            qemu:///system?colour=a%20b                            | qemu:///system?colour=a%20b
            qemu:///system#part                                    | qemu:///system#part
            qemu:///system?name=test:///default                    | test:///default
            qemu:///system?name=test:///default%3Fa%3Db            | test:///default?a=b
            qemu+unix://                                           | qemu:///
            """, delimiter = '|')
    void theDaemonIsToldTheNameOnly(String text, String name) {
        assertThat(LibvirtUri.parse(text).nameForDaemon()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "remote:///", "remote+unix:///system?socket=/s"})
    void whereNoDriverIsNamedTheDaemonChooses(String text) {
        assertThat(LibvirtUri.parse(text).nameForDaemon()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            qemu:///system?socket=/run/a%20b   | socket | /run/a b
            qemu:///system?SOCKET=/run/s       | socket | /run/s
            qemu:///system?Mode=direct         | mode   | direct
            qemu:///system?socket=/a+b         | socket | /a+b
            qemu:///system?so%63ket=/s         | socket | /s
            qemu:///system?socket=/a&socket=/b | socket | /b
            qemu:///system?&&socket=/s&        | socket | /s
            """, delimiter = '|')
    void parametersAreReadWhateverTheirCaseOrEscapes(String text, String name, String value) {
        assertThat(LibvirtUri.parse(text).parameter(name)).contains(value);
    }

    @Test
    void anIpv6HostLosesItsBrackets() {
        LibvirtUri uri = LibvirtUri.parse("qemu+tls://admin@[fe80::1]:16514/system");
        assertThat(uri.host()).contains("fe80::1");
        assertThat(uri.user()).contains("admin");
        assertThat(uri.port()).hasValue(16_514);
        assertThat(LibvirtUri.parse("qemu+tcp://[::1]/system").port()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            qemu                               | expected driver[+transport]://
            qemu:/system                       | expected driver[+transport]://
            /run/libvirt/libvirt-sock          | expected driver[+transport]://
            qemu+foo:///system                 | unknown transport 'foo'; libvirt knows unix, tls, tcp, ssh
            qemu+:///system                    | unknown transport ''
            qemu+unix://host/system            | a Unix socket is on this machine
            qemu+unix://me@/system             | a Unix socket is on this machine
            qemu+tcp://host:99999/system       | the port '99999' is not a number from 1 to 65535
            qemu+tcp://host:0/system           | the port '0' is not a number
            qemu+tcp://host:http/system        | the port 'http' is not a number
            qemu+tcp://[::1/system             | cannot read the host in '[::1'
            qemu:///system?mode=modular        | mode=modular is not auto, legacy or direct
            qemu:///system?socket=libvirt-sock | socket=libvirt-sock is not an absolute path
            qemu:///system?socket=             | socket= is not an absolute path
            qemu:///system?socket=/a%00b       | socket
            qemu:///system?socket=/%zz         | malformed percent escape
            qemu:///system?keyfile=/k          | the parameter 'keyfile' does not go with a Unix socket
            qemu:///system?sockt=/run/s        | unknown parameter 'sockt'; did you mean 'socket'?
            qemu:///system?scoket=/run/s       | did you mean 'socket'?
            qemu:///system?sockett=/run/s      | did you mean 'socket'?
            qemu:///system?socked=/run/s       | did you mean 'socket'?
            qemu:///system?moed=auto           | did you mean 'mode'?
            qemu+ssh://h/system?keyfle=/k      | did you mean 'keyfile'?
            esx://host/                        | lives inside libvirt's C library
            vpx+ssh://host/                    | lives inside libvirt's C library
            """, delimiter = '|')
    void whatLibvirtDoesNotKnowIsRefusedWithAHint(String text, String hint) {
        assertThatThrownBy(() -> LibvirtUri.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text)
                .hasMessageContaining(hint);
    }

    @Test
    void theEnvironmentMayNameTheUri() {
        assertThat(LibvirtUri.fromEnvironment(Map.of("LIBVIRT_DEFAULT_URI", "qemu:///session"))
                        .path())
                .isEqualTo("/session");
        assertThat(LibvirtUri.fromEnvironment(Map.of("LIBVIRT_DEFAULT_URI", "")).isEmpty())
                .isTrue();
        assertThat(LibvirtUri.fromEnvironment(Map.of()).isEmpty()).isTrue();
    }

    @Test
    void itIsShownAsItWasWritten() {
        assertThat(LibvirtUri.parse("qemu+unix:///system?socket=/s")).hasToString("qemu+unix:///system?socket=/s");
        assertThat(LibvirtUri.parse("")).hasToString("the default host");
        assertThat(LibvirtUri.parse("qemu:///system")).isEqualTo(LibvirtUri.parse("qemu:///system"));
        assertThat(LibvirtUri.parse("qemu:///system")).isNotEqualTo(LibvirtUri.parse("qemu:///session"));
    }

    /** libvirt's URIs have no passwords, but people write them. */
    @Test
    void aPasswordInItIsNeverShown() {
        LibvirtUri uri = LibvirtUri.parse("qemu+ssh://root:hunter2@host/system");
        assertThat(uri.toString()).doesNotContain("hunter2").contains("root").contains("host");
        assertThatThrownBy(() -> LibvirtUri.parse("qemu+foo://root:hunter2@host/system"))
                .hasMessageNotContaining("hunter2")
                .hasMessageContaining("foo");
    }
}
