package dev.guestwire;

import java.util.EnumSet;
import java.util.Set;

/**
 * The options of libvirt's calls: an enum for each family of calls that take the same. Those of guests are here, the others
 * stand beside the calls that take them.
 */
public interface Flag {
    /** {@return libvirt's number for it, a power of two} */
    // libvirt numbers every family from the lowest bit on, so the order of the constants is the daemon's. FlagTest has
    // the numbers.
    @SuppressWarnings("EnumOrdinal")
    default int bit() {
        return 1 << ((Enum<?>) this).ordinal();
    }

    /** {@return flags as the wire has them: one word} */
    static int word(Flag... flags) {
        int word = 0;
        for (Flag flag : flags) {
            word |= flag.bit();
        }
        return word;
    }

    /** How a guest starts: {@code virDomainCreateFlags}. */
    enum Start implements Flag {
        /** The guest stands still until it is resumed. */
        PAUSED,
        /** The guest is destroyed when this host's connection ends, however it ends. */
        AUTODESTROY,
        /** A saved guest is read past the file system's cache. */
        BYPASS_CACHE,
        /** The guest boots anew; a managed save is thrown away. */
        FORCE_BOOT,
        /** The document must agree with libvirt's schema; only where a document is passed. */
        VALIDATE,
        /** The firmware's variables are filled from their template again. */
        RESET_NVRAM
    }

    /** How a guest is defined: {@code virDomainDefineFlags}. */
    enum Define implements Flag {
        /** The document must agree with libvirt's schema. */
        VALIDATE
    }

    /** What goes with a guest that is undefined: {@code virDomainUndefineFlagsValues}. */
    enum Undefine implements Flag {
        /** The managed save goes too; without this a guest that has one is not undefined. */
        MANAGED_SAVE,
        /** libvirt's records of its snapshots go too; without this a guest that has any is not undefined. */
        SNAPSHOTS_METADATA,
        /** The file with the firmware's variables goes too. */
        NVRAM,
        /** The file with the firmware's variables stays. */
        KEEP_NVRAM,
        /** libvirt's records of its checkpoints go too. */
        CHECKPOINTS_METADATA,
        /** The state of its TPM goes too; since libvirt 8.9. */
        TPM,
        /** The state of its TPM stays; since libvirt 8.9. */
        KEEP_TPM;

        /**
         * Everything that can go with a guest, but for what shall be kept: of the firmware's variables and the TPM's state
         * the daemon is told so; a managed save, snapshots or checkpoints that shall be kept make it refuse.
         *
         * @param kept such as {@code KEEP_NVRAM}, or {@code NVRAM}, which means the same here
         */
        public static Undefine[] everythingBut(Undefine... kept) {
            Set<Undefine> gone = EnumSet.of(MANAGED_SAVE, SNAPSHOTS_METADATA, CHECKPOINTS_METADATA, NVRAM, TPM);
            for (Undefine each : kept) {
                switch (each) {
                    case NVRAM, KEEP_NVRAM -> swap(gone, NVRAM, KEEP_NVRAM);
                    case TPM, KEEP_TPM -> swap(gone, TPM, KEEP_TPM);
                    case MANAGED_SAVE, SNAPSHOTS_METADATA, CHECKPOINTS_METADATA -> gone.remove(each);
                }
            }
            return gone.toArray(Undefine[]::new);
        }

        private static void swap(Set<Undefine> flags, Undefine out, Undefine in) {
            flags.remove(out);
            flags.add(in);
        }
    }

    /** How a guest is put down: {@code virDomainDestroyFlagsValues}. */
    enum Destroy implements Flag {
        /** Its hypervisor gets SIGTERM only; the call fails if it does not end in time. */
        GRACEFUL,
        /** The hypervisor's log of the guest goes too; since libvirt 8.3. */
        REMOVE_LOGS
    }

    /** How a guest is asked to shut down or reboot: {@code virDomainShutdownFlagValues}. */
    enum Shutdown implements Flag {
        /** By its power button. */
        ACPI,
        /** By its guest agent. */
        AGENT,
        /** By init's control file; containers only. */
        INITCTL,
        /** By a signal to its init; containers only. */
        SIGNAL,
        /** By the hypervisor's own way; Xen only. */
        PARAVIRT
    }

    /** What a guest's document shows: {@code virDomainXMLFlags}. */
    enum Xml implements Flag {
        /** Passwords too; not for a host that was opened read-only. */
        SECURE,
        /** The definition for the next start, not what runs now. */
        INACTIVE,
        /** The CPU as this host would make it. */
        UPDATE_CPU,
        /** What a migration to an older libvirt understands. */
        MIGRATABLE
    }

    /**
     * Which guests are listed: {@code virConnectListAllDomainsFlags}. A guest must meet one filter of each group that is
     * named: activity, persistence, state, managed save, autostart, snapshots, checkpoints.
     */
    enum Filter implements Flag {
        ACTIVE,
        INACTIVE,
        PERSISTENT,
        TRANSIENT,
        RUNNING,
        PAUSED,
        SHUT_OFF,
        /** Neither running nor paused nor off. */
        OTHER_STATE,
        MANAGED_SAVE,
        NO_MANAGED_SAVE,
        AUTOSTART,
        NO_AUTOSTART,
        HAS_SNAPSHOT,
        NO_SNAPSHOT,
        HAS_CHECKPOINT,
        NO_CHECKPOINT
    }

    /** What a change is made to: {@code virDomainModificationImpact}. */
    enum Affect implements Flag {
        /** The guest as it runs; it must be active. */
        LIVE,
        /** The definition for its next start; the guest must be persistent. */
        CONFIG
    }

    /** What a device is changed in, and how: {@code virDomainDeviceModifyFlags}. */
    enum Update implements Flag {
        /** The guest as it runs; it must be active. */
        LIVE,
        /** The definition for its next start; the guest must be persistent. */
        CONFIG,
        /** A medium is taken out although the guest has locked the tray. */
        FORCE
    }
}
