package dev.guestwire.xml.kept;

/** What libvirt fills in and drops, as tables of {@link Rule rules}. Seen with libvirt 9.0.0 to 12.8.0. */
final class FilledIn {
    /** When a guest is defined, outside its devices. */
    static final String WHEN_DEFINED = """
            uuid
            genid
            on_poweroff .=destroy
            on_reboot .=restart
            on_crash .=destroy
            on_lockfailure .=poweroff
            clock @offset=utc
            clock/@offset .=utc
            clock/@adjustment .=reset
            clock/@adjustment .=0
            clock/@basis .=utc
            clock/timer/@track .=boot
            vcpu .=1 @placement~static
            vcpu/@placement .=static
            os/type/@arch
            os/type/@machine
            os/boot @dev=hd
            os/loader/@type .=rom
            os/loader/@type .=pflash
            os/loader/@readonly .=yes
            os/loader/@secure .=no
            os/loader/@format .=raw
            os/loader/@stateless .=no
            os/nvram .=.*/qemu/nvram/.*_VARS\\.(fd|qcow2) @template~.* @templateFormat~.* @format~raw|qcow2 @type~.*
            os/nvram/@template
            os/nvram/@templateFormat
            os/nvram/@format .=raw
            os/firmware/feature
            os/bios/@useserial .=no
            features gic/@version acpi~
            features/gic @version=.*
            features/gic/@version
            features/hyperv/@mode .=custom
            features/*/@state .=on
            features/hyperv/*/@state .=on
            features/kvm/*/@state .=on
            features/apic/@eoi .=on
            cpu @mode=custom @match=exact @check=none model/@fallback=forbid model=qemu64|qemu32|core2duo|POWER.*|cortex.*
            cpu/@mode .=custom
            cpu/@match .=exact
            cpu/@migratable .=on|off @mode=host-passthrough
            cpu/@migratable .=on @mode=maximum
            cpu/model @fallback=forbid .=qemu64|qemu32|core2duo|POWER.*|cortex.*
            cpu/model/@fallback .=allow
            cpu/topology/@dies .=1
            cpu/topology/@clusters .=1
            cpu/feature/@policy .=require
            cpu/numa/cell/@id
            cputune/*sched/@priority .=0
            numatune/memory/@mode .=strict
            numatune memory/@mode=strict memory/@placement=auto
            numatune/memory/@placement .=auto !@nodeset
            numatune/memory/@placement .=static
            seclabel/@type .=dynamic
            seclabel/@relabel .=yes
            seclabel/@relabel .=no @type=none|static
            seclabel/@model
            launchSecurity/@kernelHashes .=no
            """;

    /** When a guest is defined, in its devices. */
    static final String DEVICES = """
            devices/emulator .=/usr/(bin|libexec)/(qemu-.*|kvm)
            devices/*/address @type=pci|ccw|usb|virtio-serial|isa|spapr-vio|virtio-mmio|ccid|dimm|virtio-s390|unassigned ...
            devices/hostdev/address ...
            devices/*/address/@*
            devices/*/address/zpci ...
            devices/*/address/zpci/@*
            devices/audio @id=1 @type=none|spice|dbus
            devices/audio/@type .=none
            devices/input @type=mouse|keyboard @bus=ps2|xen|usb address~
            devices/input/@bus
            devices/input/@model .=virtio.*
            devices/disk/@type .=file
            devices/disk/@device .=disk
            devices/disk/@snapshot .=no
            devices/disk/@sgio .=filtered
            devices/disk/@model .=virtio
            devices/disk/driver @name=qemu @type~raw
            devices/disk/driver/@name .=qemu
            devices/disk/driver/@type .=raw
            devices/disk/target/@bus .=virtio @dev=vd.*
            devices/disk/target/@bus .=ide @dev=hd.*
            devices/disk/target/@bus .=scsi @dev=sd.*
            devices/disk/target/@bus .=fdc @dev=fd.*
            devices/disk/target/@bus .=xen @dev=xvd.*
            devices/disk/target/@bus .=uml @dev=ubd.*
            devices/disk/target/@tray .=closed
            devices/disk/target/@removable .=off
            devices/disk/readonly .=
            devices/disk/backingStore .=
            devices/disk/geometry/@trans .=none|auto
            devices/disk/**/@engine .=qemu
            devices/disk/**/host/@port
            devices/disk/**/host/@transport .=tcp
            devices/disk/**/source/@mode .=host|direct
            devices/disk/**/source/@tls .=no
            devices/disk/**/source/@managed .=no
            devices/disk/**/source/ssl/@verify
            devices/controller/@model .=piix3-uhci|pci-ohci|lsilogic|qemu-xhci|nec-xhci|pci-root|pcie-root|piix4
            devices/controller/model ...
            devices/controller/model/@name
            devices/controller/target ...
            devices/controller/target/@*
            devices/controller/target/node
            devices/controller/master ...
            devices/controller/master/@startport
            devices/filesystem/@type .=mount
            devices/filesystem/@accessmode .=passthrough
            devices/filesystem/driver/@type .=path
            devices/filesystem/driver @type=path
            devices/interface/mac @address=.* @type~.*
            devices/interface/mac/@address
            devices/interface/mac/@type
            devices/interface/model @type=rtl8139|virtio|e1000|e1000e|netfront
            devices/interface/driver @name=qemu|vhost
            devices/interface/driver/@name .=vhost|qemu
            devices/interface/virtualport/parameters/@interfaceid
            devices/interface/virtualport/parameters/@instanceid
            devices/interface/source/@mode .=vepa|bridge
            devices/interface/source/@tls .=no
            devices/interface/backend @type=default
            devices/interface/source/local/@address
            devices/interface/ip/@family .=ipv4
            devices/hostdev/@managed .=no
            devices/hostdev/@mode .=subsystem
            devices/hostdev/@sgio .=filtered
            devices/hostdev/@display .=off
            devices/hostdev/driver @name=vfio|kvm|xen
            devices/hostdev/driver/@name
            devices/hostdev/readonly .=
            devices/hostdev/source/host/@port
            devices/hostdev/source/@startupPolicy .=mandatory
            devices/hostdev/source/address/@*
            devices/graphics/@autoport .=yes
            devices/graphics/@port .=-1
            devices/graphics/@websocket .=-1
            devices/graphics/@tlsPort .=-1
            devices/graphics/listen @type=address|none|socket
            devices/graphics/listen/@socket
            devices/graphics/gl/@rendernode
            devices/video model/@type=cirrus|vga|virtio|qxl|none|xen|vmvga|bochs address~ alias~
            devices/video/model ...
            devices/video/model/@type .=cirrus|vga|virtio|qxl|vmvga
            devices/video/model/@primary .=yes
            devices/video/model/@heads .=1
            devices/video/model/@ram .=65536
            devices/video/model/@vgamem .=16384
            devices/video/model/@vram .=16384|9216 @type=cirrus|vga|vmvga|bochs|xen|gop
            devices/video/model/@vram .=65536 @type=qxl
            devices/video/model/@vram64 .=0
            devices/panic/@model
            devices/memballoon @model=virtio address~
            devices/memballoon/@model .=virtio
            devices/memballoon/stats @period=0
            devices/serial/target @port=[0-9]+ @type~.* model~
            devices/serial/target/@type .=isa-serial|spapr-vio-serial|system-serial|sclp-serial|pci-serial|usb-serial
            devices/serial/target/@port
            devices/serial/target/model ...
            devices/parallel/target @port=[0-9]+
            devices/parallel/target/@port
            devices/console/target @port=[0-9]+ @type~.*
            devices/console/target/@type .=serial|virtio|sclp
            devices/console/target/@port
            devices/channel/target/@name .=com.redhat.spice.0
            devices/**/source/@mode .=connect|bind
            devices/*/source/@tls .=no
            devices/**/protocol @type=raw
            devices/**/protocol/@type .=raw
            devices/redirdev/source @channel=org.qemu.usbredir
            devices/*/source/reconnect @enabled=no
            devices/redirdev/@bus .=usb
            devices/shmem/model @type=ivshmem
            devices/shmem/size .=4|4096 @unit=M|KiB
            devices/shmem/msi @enabled~.* @ioeventfd~on
            devices/shmem/msi/@ioeventfd .=on
            devices/smartcard/protocol @type=raw
            devices/sound/@model .=ich6|es1370|hda|ich9|es1370
            devices/sound/codec @type=duplex|micro
            devices/vsock/@model .=virtio
            devices/vsock/cid @auto~no|yes @address~.*
            devices/vsock/cid/@auto .=no
            devices/vsock/cid/@address
            devices/tpm/@model .=tpm-tis|tpm-crb|tpm-spapr
            devices/tpm/backend @type=passthrough device/@path=/dev/tpm0
            devices/tpm/backend/device @path=/dev/tpm0
            devices/tpm/backend/@version .=2.0
            devices/watchdog/@action .=reset
            devices/watchdog @model=itco|diag288 @action=reset
            devices/rng/@model .=virtio
            devices/rng/backend/@model .=random
            devices/rng/backend .=/dev/u?random @model=random
            devices/rng/rate/@period .=1000
            devices/memory/uuid
            devices/memory/target/node .=0
            """;

    /** When a guest starts, and while it runs. */
    static final String AT_A_START = """
            resource partition=/machine
            seclabel ...
            seclabel/**
            os/loader
            os/loader/**
            os/nvram
            os/nvram/**
            cpu/vendor
            cpu/feature
            cpu/@migratable
            cpu/model/@vendor_id
            cpu ...
            memoryBacking/source ...
            devices/disk/backingStore ...
            devices/disk/backingStore/**
            devices/disk/source/seclabel ...
            devices/disk/source/privateData ...
            devices/disk/source/reservations/source ...
            devices/disk/**/source/auth ...
            devices/disk/**/ssl ...
            devices/interface/backend ...
            devices/interface/driver ...
            devices/interface/virtualport ...
            devices/interface/virtualport/**
            devices/interface/target ...
            devices/interface/source/@portid
            devices/interface/source/@bridge
            devices/interface/source/@network
            devices/*/source/@tls
            devices/*/source/@path
            devices/*/source/@mode
            devices/channel/source ...
            devices/graphics/@(listen|socket|port|tlsPort|websocket)
            devices/graphics/listen ...
            devices/graphics/listen/@address
            devices/graphics/listen/@socket
            devices/hostdev/source/address ...
            devices/hostdev/source/address/**
            devices/memory/target/current
            devices/memory/target/address ...
            devices/memory/address/**
            devices/tpm/backend/**
            devices/vsock/cid/@address
            devices/filesystem/source/@socket
            devices/audio/**
            """;

    /** What a definition may say and libvirt does not keep. */
    static final String DROPPED = """
            cpu .=
            cpu/model @fallback~.* @vendor_id~.*
            os/bootmenu/@timeout @enable=no
            os/loader/@type .=rom
            features/hyperv .=
            memtune .=
            cputune .=
            blkiotune .=
            numatune .=
            memoryBacking .=
            devices/disk/source .=
            devices/disk/driver/@type .=raw
            devices/disk/source/seclabel ...
            devices/disk/source/@startupPolicy .=mandatory
            devices/disk/shareable @transient~.*
            devices/interface/source/@portid
            devices/interface/coalesce rx~.*
            devices/interface/coalesce .=
            devices/interface/tune .=
            devices/interface/boot/@loadparm
            devices/channel/source ...
            devices/graphics/@socket
            devices/graphics/@autoport .=no
            devices/video/model/@primary .=no|yes
            devices/video/acceleration .=
            devices/*/acpi .=
            devices/console/target/@type
            devices/hostdev/driver .=
            seclabel/@relabel
            seclabel/imagelabel ...
            numatune/memory/@nodeset @placement=auto
            devices/disk/driver/@(cache|io|error_policy|rerror_policy) .=default
            devices/disk/target/@tray .=closed
            devices/disk/@snapshot .=no
            devices/graphics/listen/@address @type=network
            devices/interface/driver/@queues .=1
            devices/redirfilter/usbdev/@* .=-1
            """;

    private FilledIn() {}
}
