package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainGetAutostart;
import dev.guestwire.protocol.remote.DomainGetBlockInfo;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainIsPersistent;
import dev.guestwire.protocol.remote.DomainLookupByName;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A guest with a disk and a card of every kind: each source is shown wherever disks and cards are listed. */
@Timeout(60)
class SourcesShownTest {
    private static final Domain WEB = new Domain("web1", new UUID(4, 1), -1);

    /** What stands in the disk, and what is shown; the targets are vda and so on. */
    private static final Map<String, String> DISKS = Map.of(
            "type='file'><source file='/srv/a'/>", "/srv/a",
            "type='block'><source dev='/dev/vg/a'/>", "/dev/vg/a",
            "type='dir'><source dir='/srv/dir'/>", "/srv/dir",
            "type='volume'><source pool='images' volume='a'/>", "images/a",
            "type='nvme'><source type='pci' namespace='1'><address domain='0' bus='1' slot='0' function='0'/></source>",
                    "nvme://0000:01:00.0/1",
            "type='vhostuser'><source type='unix' path='/run/v'/>", "/run/v",
            "type='vhostvdpa'><source dev='/dev/vhost-vdpa-0'/>", "/dev/vhost-vdpa-0",
            "type='network' device='cdrom'><source protocol='https' name='/live.iso'><host name='h' port='443'/></source>",
                    "https://h:443/live.iso",
            "type='network'><source protocol='rbd' name='p/i'/>", "rbd:p/i",
            "type='file' device='cdrom'>", "-");

    private static final Map<String, String> CARDS = Map.of(
            "type='network'><source network='default'/>", "default",
            "type='bridge'><source bridge='br0'/>", "br0",
            "type='direct'><source dev='eth0' mode='bridge'/>", "eth0",
            "type='internal'><source name='lab'/>", "lab",
            "type='hostdev'><source><address type='pci' domain='0' bus='6' slot='16' function='2'/></source>",
                    "0000:06:10.2",
            "type='vdpa'><source dev='/dev/vhost-vdpa-0'/>", "/dev/vhost-vdpa-0",
            "type='mcast'><source address='230.0.0.1' port='5558'/>", "230.0.0.1:5558",
            "type='vhostuser'><source type='unix' path='/run/v' mode='client'/>", "/run/v",
            "type='user'>", "-",
            "type='ethernet'>", "-");

    private static final List<String> DISK_SOURCES = new ArrayList<>();
    private static final List<String> CARD_SOURCES = new ArrayList<>();
    private static FakeLibvirtd daemon;

    @BeforeAll
    static void start() {
        daemon = FakeLibvirtd.start();
        daemon.reply(DomainLookupByName.class, new DomainLookupByName.Reply(WEB));
        daemon.reply(DomainLookupByUuid.class, new DomainLookupByUuid.Reply(WEB));
        daemon.reply(DomainGetState.class, new DomainGetState.Reply(5, 1));
        daemon.reply(DomainGetInfo.class, new DomainGetInfo.Reply(5, 2048, 2048, 1, 0));
        daemon.reply(DomainIsPersistent.class, new DomainIsPersistent.Reply(1));
        daemon.reply(DomainGetAutostart.class, new DomainGetAutostart.Reply(0));
        daemon.reply(DomainGetXmlDesc.class, new DomainGetXmlDesc.Reply(document()));
        daemon.on(
                DomainGetBlockInfo.class,
                call -> Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "no size without a daemon"));
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    private static String document() {
        StringBuilder devices = new StringBuilder("<domain><name>web1</name><devices>");
        DISKS.forEach((xml, shown) -> {
            devices.append("<disk ").append(xml).append("<target dev='vd");
            devices.append((char) ('a' + DISK_SOURCES.size())).append("'/></disk>");
            DISK_SOURCES.add(shown);
        });
        CARDS.forEach((xml, shown) -> {
            devices.append("<interface ").append(xml).append("</interface>");
            CARD_SOURCES.add(shown);
        });
        return devices.append("</devices></domain>").toString();
    }

    private static Run run(String words) {
        return Run.of(words.split(" "), daemon.uri()).ok();
    }

    private static List<String> column(String words, int number) {
        return run(words).lines().stream()
                .skip(1)
                .map(line -> line.split(" +")[number])
                .toList();
    }

    @Test
    void diskListAndInfo() {
        assertThat(column("disk list web1", 5)).isEqualTo(DISK_SOURCES);
        for (int i = 0; i < DISK_SOURCES.size(); i++) {
            assertThat(run("disk info web1 vd" + (char) ('a' + i) + " --json").out())
                    .contains("\"source\":" + json(DISK_SOURCES.get(i)) + ",");
        }
    }

    @Test
    void interfaceList() {
        assertThat(column("interface list web1", 2)).isEqualTo(CARD_SOURCES);
        assertThat(run("interface list web1 --json").lines())
                .zipSatisfy(
                        CARD_SOURCES, (line, source) -> assertThat(line).contains("\"source\":" + json(source) + ","));
    }

    @Test
    void show() {
        String json = run("show web1 --json").out();
        String text = run("show web1").out();
        for (String source : DISK_SOURCES) {
            assertThat(json).contains("\"source\":" + json(source) + "}");
            assertThat(text).contains("Source " + source);
        }
        for (String source : CARD_SOURCES) {
            assertThat(json).contains("\"source\":" + json(source) + ",\"model\"");
            assertThat(text).contains("Source " + source + ", Model");
        }
    }

    private static String json(String shown) {
        return shown.equals("-") ? "null" : "\"" + shown + "\"";
    }
}
