package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Host;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks, pools and devices that come and go without a definition, and what can be asked of them. */
class HostThingsTest {
    @LibvirtHost
    static Lab lab;

    @TempDir
    Path folder;

    private static Run run(String... words) {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "-c";
        all[words.length + 1] = lab.testUri();
        return Run.of(all);
    }

    private String file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void networks() throws Exception {
        String xml = file(
                "lan.xml",
                "<network><name>lan</name><bridge name='virbr9'/>"
                        + "<ip address='10.9.8.1' netmask='255.255.255.0'><dhcp><range start='10.9.8.2' end='10.9.8.9'/></dhcp></ip>"
                        + "</network>");
        try (Host host = Host.connect(lab.testUri())) {
            assertThat(run("network", "create", xml).ok().out()).isEqualTo("lan: created\n");
            assertThat(host.networks().network("lan").isPersistent()).isFalse();
            assertThat(run("network", "info", "lan", "--json").ok().out())
                    .endsWith("\"active\":true,\"autostart\":false,\"persistent\":false,\"bridge\":\"virbr9\"}\n");
            String entry = file("host.xml", "<host mac='52:54:00:00:00:01' ip='10.9.8.5'/>");
            assertThat(run("network", "update", "lan", "add_last", "ip_dhcp_host", entry, "--live")
                            .ok()
                            .out())
                    .isEqualTo("lan: updated\n");
            assertThat(run("network", "xml", "lan").ok().out()).contains("ip='10.9.8.5'");
            assertThat(run("network", "update", "lan", "no_such", "ip", entry).code())
                    .isEqualTo(ExitCode.USAGE);
            run("network", "destroy", "lan").ok();
            assertThat(host.networks().findNetwork("lan")).isEmpty();
        }
    }

    @Test
    void pools() throws Exception {
        String xml = file("p.xml", "<pool type='dir'><name>p</name><target><path>/p</path></target></pool>");
        try (Host host = Host.connect(lab.testUri())) {
            assertThat(run("pool", "create", xml).ok().out()).isEqualTo("p: created\n");
            assertThat(host.storage().pool("p").isPersistent()).isFalse();
            run("pool", "destroy", "p").ok();
            assertThat(host.storage().findPool("p")).isEmpty();
            run("pool", "define", xml).ok();
            assertThat(run("pool", "delete", "p").ok().out()).isEqualTo("p: deleted\n");
        }
        Run.of("pool", "capabilities", "-c", lab.qemuUri()).ok();
        assertThat(Run.of("pool", "capabilities", "-c", lab.qemuUri()).ok().out())
                .contains("<storagepoolCapabilities>");
    }

    @Test
    void devices() throws Exception {
        assertThat(run("nodedev", "info", "computer", "--json").ok().out())
                .startsWith("{\"device\":\"computer\",\"parent\":null,\"capabilities\":[\"system\"],");
        Run missing = run("nodedev", "reset", "computr");
        assertThat(missing.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(missing.error()).contains("did you mean computer?");
        assertThat(run("nodedev", "reattach", "computer").code()).isEqualTo(ExitCode.FAILED);
    }
}
