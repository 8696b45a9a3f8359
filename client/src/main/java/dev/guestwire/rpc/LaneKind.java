package dev.guestwire.rpc;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Program;
import java.util.Set;

/** What sort of calls share connections, so that one sort never waits for another. */
enum LaneKind {
    /** Calls that are answered at once. */
    QUICK,
    /** Calls that last as long as their job, or as a guest takes to answer. They have no deadline of their own. */
    LASTING,
    /** Calls that put a hung guest down or tell how it is. */
    RESCUE,
    /** Registrations, and the events that follow. */
    EVENTS,
    /** One byte stream and the call that opens it. */
    STREAM;

    /** More than there are kinds of events. */
    private static final int REGISTRATIONS = 64;

    private static final Set<String> RESCUES = Set.of(
            "DomainDestroy",
            "DomainDestroyFlags",
            "DomainAbortJob",
            "DomainAbortJobFlags",
            "DomainBlockJobAbort",
            "DomainGetState",
            "DomainGetControlInfo",
            "DomainGetJobInfo",
            "DomainGetJobStats");

    private static final Set<String> LASTS = Set.of(
            "DomainCreate",
            "DomainCreateWithFlags",
            "DomainCreateXml",
            "DomainSave",
            "DomainSaveFlags",
            "DomainSaveParams",
            "DomainRestore",
            "DomainRestoreFlags",
            "DomainRestoreParams",
            "DomainManagedSave",
            "DomainCoreDump",
            "DomainCoreDumpWithFormat",
            "DomainAttachDeviceFlags",
            "DomainDetachDeviceFlags",
            "DomainDetachDeviceAlias",
            "DomainUpdateDeviceFlags",
            "DomainSetVcpusFlags",
            "DomainSetVcpu",
            "DomainPmSuspendForDuration",
            "DomainBackupBegin",
            "DomainCheckpointCreateXml",
            "DomainCheckpointDelete",
            "DomainSnapshotCreateXml",
            "DomainSnapshotDelete",
            "DomainRevertToSnapshot",
            "DomainMigratePerform",
            "DomainMigratePerform3",
            "DomainMigratePerform3Params",
            "DomainMigratePrepare",
            "DomainMigratePrepare2",
            "DomainMigratePrepare3",
            "DomainMigratePrepare3Params",
            "DomainMigrateFinish",
            "DomainMigrateFinish2",
            "DomainMigrateFinish3",
            "DomainMigrateFinish3Params",
            "DomainMigrateConfirm3",
            "DomainMigrateConfirm3Params",
            "DomainMigrateBegin3",
            "DomainMigrateBegin3Params",
            "DomainFsfreeze",
            "DomainFsthaw",
            "DomainFstrim",
            "DomainGetFsinfo",
            "DomainGetTime",
            "DomainSetTime",
            "DomainGetHostname",
            "DomainGetGuestInfo",
            "DomainGetGuestVcpus",
            "DomainSetGuestVcpus",
            "DomainSetUserPassword",
            "DomainInterfaceAddresses",
            "DomainAuthorizedSshKeysGet",
            "DomainAuthorizedSshKeysSet",
            "ConnectFindStoragePoolSources",
            "NetworkCreate",
            "NetworkCreateXml",
            "NetworkCreateXmlFlags",
            "NodeDeviceCreate",
            "NodeDeviceCreateXml",
            "NodeDeviceDestroy",
            "NodeDeviceDetachFlags",
            "NodeDeviceReAttach",
            "NodeDeviceReset",
            "StoragePoolCreate",
            "StoragePoolCreateXml",
            "StoragePoolBuild",
            "StoragePoolRefresh",
            "StoragePoolDelete",
            "StorageVolCreateXml",
            "StorageVolCreateXmlFrom",
            "StorageVolDelete",
            "StorageVolResize",
            "StorageVolWipe",
            "StorageVolWipePattern");

    /** {@return how many calls may be under way on one connection that are answered at once whatever hangs} */
    int places() {
        return this == EVENTS ? REGISTRATIONS : 0;
    }

    /** {@return whether a handle waits for the end of what the call does, with patience of its own} */
    static boolean isAwaitedByItsJob(Call<?> call) {
        String name = call.getClass().getSimpleName();
        return name.startsWith("DomainMigrate")
                || name.startsWith("DomainSave")
                || name.startsWith("DomainRestore")
                || name.startsWith("DomainCoreDump")
                || name.equals("DomainManagedSave");
    }

    static LaneKind of(Call<?> call) {
        String name = call.getClass().getSimpleName();
        if (RESCUES.contains(name)) {
            return RESCUE;
        }
        return call.program() == Program.QEMU || LASTS.contains(name) ? LASTING : QUICK;
    }
}
