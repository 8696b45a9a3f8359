package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** What the command and {@code virsh} tell of a guest that stands still. */
final class GuestAgreement {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT);

    /** virsh's names of the memory's figures in KiB, and ours in bytes. */
    private static final Map<String, String> MEMORY = Map.of(
            "actual", "balloonBytes",
            "swap_in", "swapInBytes",
            "swap_out", "swapOutBytes",
            "unused", "unusedBytes",
            "available", "availableBytes",
            "usable", "usableBytes",
            "disk_caches", "diskCachesBytes");

    private GuestAgreement() {}

    private static String instant(String time) {
        return OffsetDateTime.parse(time, TIME).toInstant().toString();
    }

    static void sameSnapshots(Agreement host, String guest) throws Exception {
        List<List<String>> snapshots = new ArrayList<>();
        for (Fields snapshot : host.ours("snapshot", "list", guest)) {
            String name = snapshot.get("snapshot");
            snapshots.add(snapshot.all("snapshot", "created", "state"));
            Fields info = host.card("snapshot-info", guest, name);
            assertThat(snapshot.all("parent", "current"))
                    .containsExactly(Agreement.value(info.get("Parent")), Agreement.bool(info.get("Current")));
            assertThat(host.text("snapshot", "xml", guest, name))
                    .isEqualTo(host.virsh("snapshot-dumpxml", guest, name));
        }
        assertThat(host.rows("snapshot-list", guest).stream()
                        .map(row -> List.of(
                                row.get(0), instant(row.get(1)), row.get(2).replace("shutoff", "shut_off"))))
                .isNotEmpty()
                .isEqualTo(snapshots);
    }

    static void sameCheckpoints(Agreement host, String guest) throws Exception {
        List<List<String>> checkpoints = new ArrayList<>();
        for (Fields checkpoint : host.ours("checkpoint", "list", guest)) {
            String name = checkpoint.get("checkpoint");
            checkpoints.add(checkpoint.all("checkpoint", "created", "parent"));
            assertThat(host.text("checkpoint", "xml", guest, name))
                    .isEqualTo(host.virsh("checkpoint-dumpxml", guest, name));
        }
        assertThat(host.rows("checkpoint-list", guest, "--parent").stream()
                        .map(row -> List.of(row.get(0), instant(row.get(1)), row.size() > 2 ? row.get(2) : "null")))
                .isNotEmpty()
                .isEqualTo(checkpoints);
    }

    static void sameState(Agreement host, String guest) throws Exception {
        Fields ours = host.one("show", guest, "--only", "state,reason");
        String state = ours.get("state");
        String reason = ours.get("reason").replaceFirst("^" + state + "_", "").replace("unspecified", "unknown");
        assertThat(host.virsh("domstate", guest, "--reason"))
                .isEqualTo((state + " (" + reason + ")").replace('_', ' '));
    }

    static void sameVcpus(Agreement host, String guest) throws Exception {
        List<String> blocks = List.of(host.virsh("vcpuinfo", guest, "--pretty").split("\n\n"));
        List<String> counts = host.virsh("vcpucount", guest).lines().toList();
        String json = host.json("cpu", "show", guest);
        Fields ours = Fields.ofJson(json);
        assertThat(ours.all("definedMaximum", "maximum", "definedVcpus", "vcpus"))
                .isEqualTo(counts.stream()
                        .map(line -> line.replaceFirst(".* ", ""))
                        .toList());
        List<String> list = List.of(json.split("\\{(?=\"vcpu\":)")).subList(1, blocks.size() + 1);
        for (int i = 0; i < blocks.size(); i++) {
            assertThat(blocks.get(i)).containsPattern("VCPU: +" + i + "\n");
            Fields vcpu = Fields.ofJson(list.get(i));
            assertThat(blocks.get(i))
                    .containsPattern("State: +" + vcpu.get("state") + "\n")
                    .containsPattern("Affinity: +" + vcpu.get("hostCpus") + " ");
        }
    }

    static void sameMemory(Agreement host, String guest) throws Exception {
        Fields ours = host.one("memory", "show", guest);
        Fields figures = Fields.ofWords(host.virsh("dommemstat", guest));
        assertThat(figures.values()).containsKeys("actual", "rss");
        MEMORY.forEach((name, field) -> assertThat(ours.get(field))
                .as(field)
                .isEqualTo(figures.has(name) ? Long.toString(Math.round(figures.number(name)) * 1024) : "null"));
        Map.of("major_fault", "majorFaults", "minor_fault", "minorFaults", "hugetlb_pgalloc", "hugePages")
                .forEach((name, field) -> assertThat(ours.get(field))
                        .as(field)
                        .isEqualTo(figures.has(name) ? figures.get(name) : "null"));
    }

    static void sameTraffic(Agreement host, String guest) throws Exception {
        Fields figures = Fields.ofWords(host.virsh("domblkstat", guest, "vda"));
        assertThat(host.one("disk", "stats", guest).all("readBytes", "reads", "writtenBytes", "writes", "flushes"))
                .isEqualTo(figures.all("rd_bytes", "rd_req", "wr_bytes", "wr_req", "flush_operations"));
    }

    /** The raw statistics: all their names, and what cannot change while the guest stands still. */
    static void sameStatistics(Agreement host, String guest) throws Exception {
        Fields theirs = host.card("domstats", guest, "--raw").only(name -> !name.equals("Domain"));
        Fields ours = Fields.ofJson(host.json("stats", guest, "--raw").replaceFirst(".*\"statistics\":", ""));
        assertThat(ours.values().keySet()).isEqualTo(theirs.values().keySet());
        Predicate<String> still = name -> name.matches("(block|state|net|iothread)\\..*|(vcpu|balloon)\\.(max|cur).*");
        assertThat(ours.only(still).values())
                .hasSizeGreaterThan(15)
                .isEqualTo(theirs.only(still).values());
    }
}
