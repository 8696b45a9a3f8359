package dev.guestwire.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What virsh calls things: its commands that are no verbs here. Most work as other names of our verbs; for others there is
 * advice, or the reason why nothing takes their place. Loaded only for a word that is no verb.
 */
final class VirshNames {
    /**
     * {@code name = our words [; option …]}: such options are left out, since ours do so anyway; of {@code --a=} the word stays,
     * {@code --a>--b} is called {@code --b} here, and of {@code --a:word} it is left out if that is its word.
     */
    private static final String SAME = """
            domstate = show --only state
            domid = show --only id
            domuuid = show --only uuid
            domname = show --only guest
            domblklist = disk info ; --details
            domblkinfo = disk info ; --human --all --device=
            domblkerror = disk errors
            domcontrol = job control
            domblkstat = disk stats ; --human --device=
            domiflist = interface list
            domifstat = interface stats ; --interface=
            domifaddr = interface addresses ; --interface= --full
            domjobinfo = job info ; --keep-completed --anystats --rawstats
            domjobabort = job cancel
            domfsfreeze = agent freeze ; --mountpoint=
            domfsthaw = agent thaw ; --mountpoint=
            domfsinfo = agent filesystems
            domtime = agent time ; --pretty
            guestinfo = agent info
            domhostname = agent hostname
            qemu-agent-command = agent command ; --cmd= --pretty
            domfstrim = agent trim
            guestvcpus = agent vcpus
            guest-agent-timeout = agent timeout ; --timeout=
            get-user-sshkeys = agent keys list ; --user=
            blockcommit = disk commit ; --path= --wait --verbose --pivot --async
            blockcopy = disk copy ; --path= --dest= --wait --verbose --async --finish
            blockpull = disk pull ; --path= --wait --verbose --async
            blockresize = disk resize ; --path= --size=
            vcpucount = cpu show ; --live --config --current --maximum --active
            vcpuinfo = cpu show ; --pretty
            setvcpus = cpu set ; --count=
            setvcpu = cpu plug ; --vcpulist= --enable --disable>--out
            vcpupin = cpu pin ; --vcpu= --cpulist=
            emulatorpin = cpu pin-emulator ; --cpulist=
            cpu-stats = cpu usage ; --total
            schedinfo = cpu scheduler
            setmem = memory set ; --size= --kilobytes=
            setmaxmem = memory max ; --size= --kilobytes=
            dommemstat = memory show ; --period=
            memtune = memory limits ; --hard-limit>--hard --soft-limit>--soft --swap-hard-limit>--swap
            numatune = memory numa ; --nodeset>--nodes
            iothreadinfo = iothread list
            iothreadadd = iothread add ; --id=
            iothreaddel = iothread delete ; --id=
            iothreadpin = iothread pin ; --iothread= --cpulist=
            domiftune = interface limits ; --interface=
            blkdeviotune = disk limits ; --device=
            domblkthreshold = disk threshold ; --dev= --threshold=
            domdirtyrate-calc = memory dirty-rate
            backup-begin = backup start ; --backupxml=
            backup-dumpxml = backup xml
            migrate-setspeed = job speed ; --bandwidth=
            migrate-getspeed = job speed
            migrate-setmaxdowntime = job downtime ; --downtime=
            migrate-getmaxdowntime = job downtime
            migrate-postcopy = job postcopy
            managedsave-dumpxml = saved xml
            managedsave-define = saved define ; --xml=
            managedsave-remove = saved remove
            save-image-dumpxml = saved xml ; --file=
            save-image-define = saved define ; --file= --xml=
            desc = metadata description ; --new-desc= --title
            nodeinfo = host info
            capabilities = host capabilities
            domcapabilities = host capabilities --guests
            hostname = host info --only hostname
            uri = host info --only uri
            version = host info --only libvirt,hypervisor,hypervisorVersion ; --daemon
            net-list = network list ; --all --table
            net-dhcp-leases = network leases
            net-dumpxml = network xml
            net-define = network define ; --file=
            net-start = network start
            net-destroy = network destroy
            net-undefine = network undefine
            net-autostart = network autostart
            net-info = network info
            net-create = network create ; --file=
            net-update = network update ; --command= --section= --xml=
            net-port-list = network ports
            pool-list = pool list ; --all --details
            pool-info = pool info ; --bytes
            pool-dumpxml = pool xml
            pool-define = pool define ; --file=
            pool-build = pool build
            pool-start = pool start
            pool-refresh = pool refresh
            pool-destroy = pool destroy
            pool-undefine = pool undefine
            pool-autostart = pool autostart
            pool-create = pool create ; --file=
            pool-delete = pool delete
            pool-capabilities = pool capabilities
            find-storage-pool-sources = pool sources
            vol-list = volume list ; --details
            vol-info = volume info ; --bytes --vol=
            vol-dumpxml = volume xml ; --vol=
            vol-create-as = volume create ; --name= --capacity=
            vol-resize = volume resize ; --vol= --capacity=
            vol-delete = volume delete ; --vol=
            vol-upload = volume upload ; --vol= --file=
            vol-download = volume download ; --vol= --file=
            vol-clone = volume clone ; --vol= --newname=
            vol-wipe = volume wipe ; --vol=
            vol-create = volume define ; --file=
            snapshot-list = snapshot list
            snapshot-create-as = snapshot create ; --name=
            snapshot-create = snapshot create
            snapshot-dumpxml = snapshot xml ; --snapshotname=
            snapshot-revert = snapshot revert ; --snapshotname=
            snapshot-delete = snapshot delete ; --snapshotname=
            checkpoint-list = checkpoint list
            checkpoint-create = checkpoint create ; --xmlfile=
            checkpoint-create-as = checkpoint create
            checkpoint-dumpxml = checkpoint xml ; --checkpointname=
            checkpoint-delete = checkpoint delete ; --checkpointname=
            secret-list = secret list
            secret-dumpxml = secret xml
            secret-define = secret define ; --file=
            secret-undefine = secret undefine
            nodedev-list = nodedev list
            nodedev-dumpxml = nodedev xml ; --device=
            nodedev-info = nodedev info ; --device=
            nodedev-detach = nodedev detach ; --device=
            nodedev-reattach = nodedev reattach ; --device=
            nodedev-reset = nodedev reset ; --device=
            nodedev-start = nodedev start ; --device=
            nodedev-destroy = nodedev destroy ; --device=
            nodedev-undefine = nodedev undefine ; --device=
            nodedev-autostart = nodedev autostart ; --device=
            nodedev-create = nodedev create ; --file=
            nodedev-define = nodedev define ; --file=
            """;

    /** {@code names > what to use instead: why}. */
    private static final String ADVICE = """
            attach-disk attach-interface > attach-device GUEST FILE: a document says what the device is
            detach-disk detach-interface detach-device-alias > detach-device GUEST FILE: a document with its target, MAC or the like names it
            change-media > disk insert GUEST DRIVE IMAGE; disk eject GUEST DRIVE: each is a verb of its own
            update-memory-device domif-setlink domif-getlink > update-device GUEST FILE: a document says what the device shall be
            set-lifecycle-action > edit GUEST: they are part of the definition
            blkiotune iothreadset > edit GUEST: for the next start; a running guest is not tuned by this command
            perf > stats GUEST --raw: what libvirt tells of it is there
            blockjob > disk jobs GUEST; disk cancel GUEST DISK; disk pivot GUEST DISK: each is a verb of its own
            set-user-sshkeys > agent keys add GUEST USER FILE; agent keys remove GUEST USER FILE: each is a verb of its own
            set-user-password > agent password GUEST USER: it asks for the password, which is never an argument
            secret-set-value > secret set-value UUID: it asks for the value, which is never an argument
            ttyconsole vncdisplay domdisplay > xml GUEST: its graphics and consoles tell where they are
            managedsave-edit save-image-edit > xml GUEST: of the guest itself
            migrate-compcache > migrate; job info GUEST: they show what a migration waits for
            net-uuid net-name > network list --json: name, UUID and state of each
            net-edit > network xml, network define: the document says it all
            pool-uuid pool-name > pool info POOL: name and UUID
            pool-create-as pool-define-as pool-edit > pool define FILE, pool build, pool start: the document says it all
            vol-key vol-name vol-path vol-pool > volume list POOL: names and paths
            vol-create-from > volume clone POOL VOLUME NEW: with what is in another
            snapshot-edit > snapshot create GUEST --xmlfile FILE --redefine: writes its record anew
            snapshot-current snapshot-info snapshot-parent > snapshot list GUEST: current one and parents are in the table
            checkpoint-edit > checkpoint create GUEST FILE --redefine: writes its record anew
            checkpoint-info checkpoint-parent > checkpoint list GUEST: parents are in the table
            net-event pool-event nodedev-event secret-event qemu-monitor-event > events: of all kinds; --kind takes one
            cpu-models cpu-baseline cpu-compare hypervisor-cpu-baseline hypervisor-cpu-compare maxvcpus nodesevinfo > host capabilities --guests: what guests can have
            nodecpumap freecell freepages sysinfo nodecpustats nodememstats > host info; host capabilities: what the host has
            dompmwakeup dompmsuspend > suspend GUEST; resume GUEST: without the guest's help
            connect > -c URI: before or after any verb
            """;

    /** {@code names - reason}. */
    private static final String NONE = """
            iface-begin iface-bridge iface-commit iface-define iface-destroy iface-dumpxml iface-edit iface-list iface-mac iface-name iface-rollback iface-start iface-unbridge iface-undefine - network cards of hosts are left to the host's own tools
            nwfilter-define nwfilter-dumpxml nwfilter-edit nwfilter-list nwfilter-undefine nwfilter-binding-create nwfilter-binding-delete nwfilter-binding-dumpxml nwfilter-binding-list - network filters are not managed yet
            net-port-create net-port-dumpxml net-port-delete - libvirt's drivers make ports; people need not
            find-storage-pool-sources-as - guestwire pool sources TYPE FILE takes a document
            secret-get-value - values go in, and are never shown
            qemu-attach lxc-enter-namespace dom-fd-associate send-process-signal - it goes past libvirt, or needs a program on the same host
            domxml-from-native domxml-to-native - virsh converts
            domlaunchsecinfo domsetlaunchsecstate - the library has it or can call it; the command has no verb for it
            allocpages node-memory-tune nodesuspend - the host's own tools do that
            cd echo exit pwd quit - there is no shell to do that in: each call is one verb
            """;

    /** Options of virsh that name what stands bare in our verbs, where it stands. */
    private static final List<String> BARE = List.of("--file", "--desturi");

    private VirshNames() {}

    /** {@return the arguments of a verb that virsh has too, without virsh's names for what is bare here; the guest is first} */
    static String[] bare(int at, String... arguments) {
        List<String> words = new ArrayList<>(Arrays.asList(arguments).subList(0, at + 1));
        int front = words.size();
        for (int i = front; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            boolean named = parts.length > 1 || i + 1 < arguments.length;
            if (arguments[i].equals("--")) {
                words.addAll(Arrays.asList(arguments).subList(i, arguments.length));
                break;
            } else if (named && parts[0].equals("--domain")) {
                words.add(front, parts.length > 1 ? parts[1] : arguments[++i]);
            } else if (named && BARE.contains(parts[0])) {
                words.add(parts.length > 1 ? parts[1] : arguments[++i]);
            } else {
                words.add(arguments[i]);
            }
        }
        return words.toArray(String[]::new);
    }

    /** {@return the arguments with our words for virsh's; empty if virsh's command has none, or there is no such command} */
    static Optional<String[]> translate(int at, String... arguments) {
        String rule = rule(arguments[at]);
        if (rule.isEmpty()) {
            return Optional.empty();
        }
        List<String> all = Arrays.asList(arguments);
        List<String> words = new ArrayList<>(all.subList(0, at));
        words.addAll(VirshLine.words(arguments[at], rule, all.subList(at + 1, all.size())));
        return Optional.of(words.toArray(String[]::new));
    }

    /** {@return what to tell somebody who types a command of virsh that does not work here} */
    static Optional<String> advice(String name) {
        Optional<String> other = find(ADVICE, ">", name);
        return other.isPresent()
                ? other.map(text -> "virsh's " + name + " is here: guestwire " + text)
                : find(NONE, "-", name).map(why -> "virsh's " + name + " has no counterpart: " + why);
    }

    /** {@return our words for a command of virsh's, and what becomes of its options; empty if it is a verb or has no counterpart} */
    static String rule(String name) {
        return find(SAME, "=", name).orElse("");
    }

    /** {@return virsh's commands and what is said of each, for the documentation} */
    static Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        for (String line : SAME.lines().toList()) {
            String[] sides = line.split(" = ", 2);
            all.put(sides[0], "`" + sides[1].split(" ; ")[0] + "`");
        }
        ADVICE.lines().forEach(line -> put(all, line.split(" > ", 2), "use "));
        NONE.lines().forEach(line -> put(all, line.split(" - ", 2), "none: "));
        return all;
    }

    private static void put(Map<String, String> all, String[] sides, String kind) {
        for (String name : sides[0].split(" ")) {
            all.put(name, kind + sides[1]);
        }
    }

    private static Optional<String> find(String table, String sign, String name) {
        return table.lines()
                .map(line -> line.split(" " + sign + " ", 2))
                .filter(sides -> List.of(sides[0].split(" ")).contains(name))
                .map(sides -> sides[1])
                .findFirst();
    }
}
