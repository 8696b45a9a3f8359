package dev.guestwire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** libvirt's own rules of where a daemon listens. */
class SocketSearchTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("XDG_RUNTIME_DIR", "/run/user/1000", "XDG_CACHE_HOME", "/cache", "HOME", "/home/ada");
    private static final SocketSearch ROOT = new SocketSearch(ENVIRONMENT, true);
    private static final SocketSearch USER = new SocketSearch(ENVIRONMENT, false);

    private static String of(SocketSearch search, String uri, boolean readOnly) {
        return search.candidates(LibvirtUri.parse(uri), readOnly).toString();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            qemu:///system              | false | [SYS/virtqemud-sock, SYS/libvirt-sock]
            qemu:///system              | true  | [SYS/virtqemud-sock-ro, SYS/libvirt-sock-ro]
            qemu:///system?mode=auto    | false | [SYS/virtqemud-sock, SYS/libvirt-sock]
            qemu:///system?mode=direct  | false | [SYS/virtqemud-sock]
            qemu:///system?mode=legacy  | false | [SYS/libvirt-sock]
            qemu:///system?mode=legacy  | true  | [SYS/libvirt-sock-ro]
            qemu:///session             | false | [USR/virtqemud-sock, USR/libvirt-sock]
            qemu:///session             | true  | [USR/virtqemud-sock, USR/libvirt-sock]
            qemu:///session?mode=legacy | false | [USR/libvirt-sock]
            qemu+unix:///session        | false | [USR/virtqemud-sock, USR/libvirt-sock]
            qemu:///session/x           | false | [SYS/virtqemud-sock, SYS/libvirt-sock]
            network:///system           | false | [SYS/virtnetworkd-sock, SYS/libvirt-sock]
            xen                         | false | [SYS/virtxend-sock, SYS/libvirt-sock]
            test+unix:///default        | false | [USR/libvirt-sock]
            test:///default             | false | [SYS/libvirt-sock]
            qemu:///system?socket=/a%20b | true | [/a b]
            qemu:///session?socket=/s   | false | [/s]
            """, delimiter = '|')
    void aUserFindsTheSystemsDaemonOrHisOwn(String uri, boolean readOnly, String sockets) {
        assertThat(of(USER, uri, readOnly)).isEqualTo(whole(sockets));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            qemu:///system       | false | [SYS/virtqemud-sock, SYS/libvirt-sock]
            qemu:///session      | false | [SYS/virtqemud-sock, SYS/libvirt-sock]
            qemu:///session      | true  | [SYS/virtqemud-sock-ro, SYS/libvirt-sock-ro]
            test+unix:///default | false | [SYS/libvirt-sock]
            """, delimiter = '|')
    void rootHasNoDaemonOfHisOwn(String uri, boolean readOnly, String sockets) {
        assertThat(of(ROOT, uri, readOnly)).isEqualTo(whole(sockets));
    }

    @Test
    void withoutAUriEveryModularDaemonIsLookedForBeforeTheMonolithicOne() {
        assertThat(USER.candidates(LibvirtUri.parse(""), false))
                .extracting(path -> path.getFileName().toString())
                .containsExactly(
                        "virtxend-sock",
                        "virtqemud-sock",
                        "virtlxcd-sock",
                        "virtvboxd-sock",
                        "virtbhyved-sock",
                        "virtvzd-sock",
                        "libvirt-sock");
        assertThat(USER.candidates(LibvirtUri.parse(""), false)).allMatch(path -> path.startsWith("/run/user/1000"));
        assertThat(ROOT.candidates(LibvirtUri.parse(""), false)).allMatch(path -> path.startsWith("/var/run/libvirt"));
    }

    @Test
    void withoutARuntimeFolderTheCacheIsUsed() {
        LibvirtUri session = LibvirtUri.parse("qemu:///session?mode=legacy");
        SocketSearch cache = new SocketSearch(Map.of("XDG_CACHE_HOME", "/cache", "HOME", "/home/ada"), false);
        assertThat(cache.candidates(session, false)).isEqualTo(List.of(Path.of("/cache/libvirt/libvirt-sock")));
        SocketSearch home = new SocketSearch(Map.of("XDG_RUNTIME_DIR", "", "HOME", "/home/ada"), false);
        assertThat(home.candidates(session, false))
                .isEqualTo(List.of(Path.of("/home/ada/.cache/libvirt/libvirt-sock")));
    }

    private static String whole(String sockets) {
        return sockets.replace("SYS", "/var/run/libvirt").replace("USR", "/run/user/1000/libvirt");
    }
}
