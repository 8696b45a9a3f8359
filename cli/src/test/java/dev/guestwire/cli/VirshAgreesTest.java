package dev.guestwire.cli;

import static dev.guestwire.cli.Agreement.bool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Of what stands still on libvirt's test driver the command and {@code virsh} tell the same, value by value. */
class VirshAgreesTest {
    @LibvirtHost
    static Lab lab;

    private static Agreement node;

    @BeforeAll
    static void furnish() throws Exception {
        Path file = lab.folder().resolve("node.xml");
        Files.copy(GoldenFile.FOLDER.resolve("documents/node.xml"), file);
        node = new Agreement(lab.testUri().replace("/default", file.toString()));
    }

    @Test
    void guests() throws Exception {
        List<List<String>> listed = new ArrayList<>();
        for (Fields guest : node.ours("list", "--all")) {
            String id = guest.get("id").equals("null") ? "-" : guest.get("id");
            listed.add(List.of(id, guest.get("guest"), guest.get("state").replace('_', ' ')));
        }
        assertThat(listed).hasSize(3).containsExactlyInAnyOrderElementsOf(node.rows("list", "--all"));
        for (List<String> row : listed) {
            sameGuest(node, row.get(1));
        }
    }

    static void sameGuest(Agreement host, String guest) throws Exception {
        Fields info = host.card("dominfo", guest);
        assertThat(host.one("show", guest)
                        .all(
                                "guest",
                                "uuid",
                                "state",
                                "vcpus",
                                "maxMemoryBytes",
                                "memoryBytes",
                                "persistent",
                                "autostart"))
                .containsExactly(
                        info.get("Name"),
                        info.get("UUID"),
                        info.get("State").replace(' ', '_'),
                        info.get("CPU(s)"),
                        info.bytes("Max memory"),
                        info.bytes("Used memory"),
                        bool(info.get("Persistent")),
                        bool(info.get("Autostart")));
        assertThat(host.text("xml", guest)).isEqualTo(host.virsh("dumpxml", guest));
        assertThat(host.text("xml", guest, "--inactive")).isEqualTo(host.virsh("dumpxml", guest, "--inactive"));
    }

    @Test
    void devicesOfAGuest() throws Exception {
        sameDisks(node, "web1");
        Fields card = node.one("interface", "list", "web1");
        assertThat(node.rows("domiflist", "web1"))
                .containsExactly(card.all("target", "type", "source", "model", "mac"));
    }

    static void sameDisks(Agreement host, String guest) throws Exception {
        List<List<String>> disks = new ArrayList<>();
        for (Fields disk : host.ours("disk", "info", guest)) {
            String source = disk.get("source").equals("null") ? "-" : disk.get("source");
            disks.add(List.of("file", disk.get("device"), disk.get("disk"), source));
            if (!source.equals("-")) {
                Fields info = host.card("domblkinfo", guest, disk.get("disk"));
                assertThat(disk.all("capacityBytes", "allocationBytes", "physicalBytes"))
                        .isEqualTo(info.all("Capacity", "Allocation", "Physical"));
            }
        }
        assertThat(host.rows("domblklist", guest, "--details")).isEqualTo(disks);
    }

    @Test
    void theHost() throws Exception {
        sameHost(node);
    }

    static void sameHost(Agreement host) throws Exception {
        Fields info = host.card("nodeinfo");
        Fields ours = host.one("host", "info");
        assertThat(ours.all(
                        "hostname",
                        "cpuModel",
                        "cpus",
                        "sockets",
                        "coresPerSocket",
                        "threadsPerCore",
                        "numaNodes",
                        "memoryBytes"))
                .containsExactly(
                        host.virsh("hostname"),
                        info.get("CPU model"),
                        info.get("CPU(s)"),
                        info.get("CPU socket(s)"),
                        info.get("Core(s) per socket"),
                        info.get("Thread(s) per core"),
                        info.get("NUMA cell(s)"),
                        info.bytes("Memory size"));
        assertThat(host.card("version").values())
                .containsEntry("Using library", "libvirt " + ours.get("libvirt"))
                .containsEntry("Running hypervisor", ours.get("hypervisor") + " " + ours.get("hypervisorVersion"));
        assertThat(host.text("host", "capabilities")).isEqualTo(host.virsh("capabilities"));
    }

    @Test
    void poolsAndVolumes() throws Exception {
        samePools(node);
    }

    static void samePools(Agreement host) throws Exception {
        List<List<String>> pools = new ArrayList<>();
        for (Fields pool : host.ours("pool", "list", "--all")) {
            String name = pool.get("pool");
            pools.add(List.of(name, pool.get("state"), pool.get("autostart"), pool.get("persistent")));
            Fields info = host.card("pool-info", name, "--bytes");
            assertThat(pool.all("uuid", "capacityBytes", "allocationBytes", "availableBytes"))
                    .containsExactly(
                            info.get("UUID"),
                            info.bytes("Capacity"),
                            info.bytes("Allocation"),
                            info.bytes("Available"));
            assertThat(host.text("pool", "xml", name)).isEqualTo(host.virsh("pool-dumpxml", name));
            sameVolumes(host, name);
        }
        assertThat(host.rows("pool-list", "--all", "--details").stream()
                        .map(row -> List.of(row.get(0), row.get(1), bool(row.get(2)), bool(row.get(3)))))
                .isNotEmpty()
                .isEqualTo(pools);
    }

    private static void sameVolumes(Agreement host, String pool) throws Exception {
        List<List<String>> volumes = new ArrayList<>();
        for (Fields volume : host.ours("volume", "list", pool)) {
            String name = volume.get("volume");
            volumes.add(volume.all("volume", "path"));
            Fields info = host.card("vol-info", name, pool, "--bytes");
            assertThat(volume.all("type", "capacityBytes", "allocationBytes"))
                    .containsExactly(info.get("Type"), info.bytes("Capacity"), info.bytes("Allocation"));
            assertThat(host.text("volume", "xml", pool, name)).isEqualTo(host.virsh("vol-dumpxml", name, pool));
        }
        assertThat(host.rows("vol-list", pool)).isNotEmpty().isEqualTo(volumes);
    }

    @Test
    void networks() throws Exception {
        sameNetworks(node);
    }

    static void sameNetworks(Agreement host) throws Exception {
        List<List<String>> networks = new ArrayList<>();
        for (Fields network : host.ours("network", "list", "--all")) {
            String name = network.get("network");
            networks.add(List.of(name, network.get("active"), network.get("autostart"), network.get("persistent")));
            Fields info = host.card("net-info", name);
            assertThat(host.one("network", "info", name).all("uuid", "bridge")).isEqualTo(info.all("UUID", "Bridge"));
            assertThat(host.text("network", "xml", name)).isEqualTo(host.virsh("net-dumpxml", name));
        }
        assertThat(host.rows("net-list", "--all").stream()
                        .map(row -> List.of(row.get(0), bool(row.get(1)), bool(row.get(2)), bool(row.get(3)))))
                .isNotEmpty()
                .isEqualTo(networks);
    }

    /** virsh's own list asks for flags that the test driver refuses. */
    @Test
    void nodeDevices() throws Exception {
        List<Fields> devices = node.ours("nodedev", "list", "--all");
        assertThat(devices).hasSize(4);
        for (Fields device : devices) {
            String name = device.get("device");
            String xml = node.virsh("nodedev-dumpxml", name);
            assertThat(node.text("nodedev", "xml", name)).isEqualTo(xml).contains("<name>" + name + "</name>");
            String parent = node.one("nodedev", "info", name).get("parent");
            assertThat(xml.contains("<parent>" + parent + "</parent>"))
                    .as("%s has the parent %s", name, parent)
                    .isEqualTo(!parent.equals("null"));
        }
    }

    @Test
    void snapshots() throws Exception {
        GuestAgreement.sameSnapshots(node, "web1");
    }
}
