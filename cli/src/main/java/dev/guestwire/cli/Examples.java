package dev.guestwire.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The examples at the end of each verb's help, in one place. Loaded only for a help. */
final class Examples {
    /** One a line, as it is typed after {@code guestwire}; it belongs to the verb that it begins with. */
    private static final String TABLE = """
            list --all
            list -c qemu:///system -c 'qemu+unix:///system?socket=/tmp/host-b' --json
            show web
            show web --only state
            start web db
            start web --paused
            shutdown web --timeout 60
            shutdown web --force-after 120
            reboot web --wait
            reset web
            destroy web
            suspend web
            resume web
            autostart web --disable
            save web
            save web /var/tmp/web.save
            restore /var/tmp/web.save
            rename web www
            saved list
            saved xml web
            saved define web web.xml
            saved remove web
            dump web /var/tmp/web.core --memory-only --format kdump-zlib
            metadata show web
            metadata set web note.xml --live --config
            metadata remove web http://example.org/note
            metadata title web "the web server"
            metadata description web --remove
            xml web --inactive
            edit web
            define web.xml
            create web.xml --paused
            undefine web --managed-save
            attach-device web disk.xml --live --config
            update-device web cdrom.xml --live
            detach-device web disk.xml
            console web
            console web --devname serial1 --force
            console web --follow < /dev/null > web.log
            screenshot web
            screenshot web screen.png --force
            send-key web ctrl-alt-del
            send-key web KEY_LEFTALT KEY_SYSRQ KEY_B --holdtime 200
            inject-nmi web
            disk info web
            disk list web
            disk stats web vda --json
            disk errors web
            disk resize web vda 40G
            disk insert web sda /images/tools.iso
            disk eject web sda --live --config
            disk commit web vda --active
            disk copy web vda /images/web-copy.qcow2 --pivot
            disk pull web vda --bandwidth 50M
            disk jobs web
            disk cancel web vda
            disk pivot web vda
            disk limits web vda --total-bytes 50M --live --config
            disk speed web vda 20M
            disk threshold web vda 30G
            cpu show web
            cpu set web 4 --live --config
            cpu plug web 2-3
            cpu pin web 0 2-3
            cpu pin-emulator web 0-1
            cpu usage web
            cpu scheduler web --shares 2048
            memory show web
            memory set web 2G --live --config
            memory max web 8G --config
            memory period web 5
            memory numa web
            memory limits web --hard 4G
            memory dirty-rate web --seconds 5
            iothread list web
            iothread add web 1
            iothread delete web 1
            iothread pin web 1 0-1
            interface list web
            interface limits web vnet0 --inbound 1024 --live --config
            interface stats web 52:54:00:12:34:56
            interface addresses web --source agent
            snapshot list web
            snapshot create web before-upgrade --disk-only --quiesce
            snapshot revert web before-upgrade
            snapshot delete web before-upgrade
            snapshot xml web before-upgrade
            checkpoint list web
            checkpoint create web checkpoint.xml
            checkpoint delete web monday --metadata
            checkpoint xml web monday
            backup start web --disk vda=/backup/web.qcow2 --checkpoint monday
            backup start web --disk vda=/backup/more.qcow2 --incremental monday
            backup start web --pull --server /run/nbd.sock
            backup info web
            backup xml web
            backup finish web
            backup cancel web
            monitor web --hmp info block
            agent ping web
            agent info web --json
            agent addresses web
            agent filesystems web
            agent password web root
            agent time web --now
            agent freeze web
            agent thaw web
            agent exec web -- systemctl restart nginx
            agent exec web --input setup.sh -- sh -s
            agent wait web 1234 --timeout 60
            agent command web '{"execute":"guest-info"}'
            agent hostname web
            agent users web
            agent timezone web
            agent disks web
            agent trim web
            agent vcpus web --disable 2-3
            agent timeout web 30
            agent keys list web root
            agent keys add web root id_ed25519.pub
            agent keys remove web root id_ed25519.pub
            job info web
            job list
            job list --disks
            job control web
            job cancel web
            job speed web 100
            job downtime web 500
            job postcopy web
            job watch "$(guestwire disk pull web vda --background)"
            migrate web qemu+ssh://host-b/system --persistent --undefine-source
            migrate web qemu+ssh://host-b/system --copy-storage-all --auto-converge
            migrate web qemu+ssh://host-b/system --postcopy --timeout 60 --timeout-action postcopy
            stats --all
            stats web --raw
            top --every 5
            events --guest web --kind lifecycle
            events --count 1 --for 60 --json
            host info
            host info --only hostname
            host capabilities --guests
            pool list
            pool info images
            pool xml images
            pool define images.xml
            pool create images.xml
            pool delete images
            pool sources logical
            pool capabilities
            pool build images
            pool start images
            pool refresh images
            pool destroy images
            pool undefine images
            pool autostart images
            volume list images
            volume info images web.qcow2
            volume xml images web.qcow2
            volume create images web.qcow2 20G
            volume resize images web.qcow2 40G
            volume upload images web.qcow2 debian.qcow2
            volume upload --pool images web.raw - --sparse
            volume download images web.qcow2 backup.qcow2
            volume download images/web.raw - --length 512
            volume clone images web.qcow2 db.qcow2
            volume wipe images old.raw
            volume define images volume.xml
            volume delete images old.qcow2
            network list
            network leases default
            network info default
            network ports default
            network create lan.xml
            network update default add-last ip-dhcp-host host.xml --live --config
            network xml default
            network define lan.xml
            network start default
            network destroy default
            network undefine lan
            network autostart default
            secret list
            secret xml 5d2b6a1e-0000-4000-8000-000000000001
            secret define secret.xml
            secret set-value 5d2b6a1e-0000-4000-8000-000000000001
            secret undefine 5d2b6a1e-0000-4000-8000-000000000001
            nodedev list --cap pci
            nodedev xml pci_0000_00_02_0
            nodedev info pci_0000_00_02_0
            nodedev detach pci_0000_00_02_0
            nodedev reattach pci_0000_00_02_0
            nodedev reset pci_0000_00_02_0
            nodedev create mdev.xml
            nodedev define mdev.xml
            nodedev start mdev_4b20d080_1b54_4048_85b3_a6a62d165c01
            nodedev destroy mdev_4b20d080_1b54_4048_85b3_a6a62d165c01
            nodedev undefine mdev_4b20d080_1b54_4048_85b3_a6a62d165c01
            nodedev autostart mdev_4b20d080_1b54_4048_85b3_a6a62d165c01
            doctor -c qemu:///system
            completion bash
            man disk
            man --to /usr/local/share/man/man1
            demo
            """;

    private static final int MOST = 3;

    private Examples() {}

    /** Gives a command and all below it their examples; those that have a footer of their own keep it. */
    static void add(CommandLine command) {
        command.getSubcommands().values().forEach(verb -> {
            var usage = verb.getCommandSpec().usageMessage();
            List<String> found = of(verb.getCommandSpec().qualifiedName());
            if (usage.footer().length == 0 && !found.isEmpty()) {
                List<String> lines = new ArrayList<>(List.of("", found.size() == 1 ? "Example:" : "Examples:"));
                found.forEach(line -> lines.add("  " + line.replace("%", "%%")));
                usage.footer(lines.toArray(String[]::new));
            }
            add(verb);
        });
    }

    private static List<String> of(String name) {
        return TABLE.lines()
                .map(line -> "guestwire " + line)
                .filter(line -> line.equals(name) || line.startsWith(name + " "))
                .limit(MOST)
                .toList();
    }
}
