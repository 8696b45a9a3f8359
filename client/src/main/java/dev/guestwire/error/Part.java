package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.remote.DomainAttachDevice;
import dev.guestwire.protocol.remote.DomainAttachDeviceFlags;
import dev.guestwire.protocol.remote.DomainBlockCommit;
import dev.guestwire.protocol.remote.DomainBlockCopy;
import dev.guestwire.protocol.remote.DomainBlockJobAbort;
import dev.guestwire.protocol.remote.DomainBlockJobSetSpeed;
import dev.guestwire.protocol.remote.DomainBlockPeek;
import dev.guestwire.protocol.remote.DomainBlockPull;
import dev.guestwire.protocol.remote.DomainBlockRebase;
import dev.guestwire.protocol.remote.DomainBlockResize;
import dev.guestwire.protocol.remote.DomainBlockStatsFlags;
import dev.guestwire.protocol.remote.DomainCheckpointCreateXml;
import dev.guestwire.protocol.remote.DomainDetachDevice;
import dev.guestwire.protocol.remote.DomainDetachDeviceAlias;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.protocol.remote.DomainGetBlockInfo;
import dev.guestwire.protocol.remote.DomainGetBlockIoTune;
import dev.guestwire.protocol.remote.DomainGetBlockJobInfo;
import dev.guestwire.protocol.remote.DomainGetInterfaceParameters;
import dev.guestwire.protocol.remote.DomainInterfaceStats;
import dev.guestwire.protocol.remote.DomainSetBlockIoTune;
import dev.guestwire.protocol.remote.DomainSetBlockThreshold;
import dev.guestwire.protocol.remote.DomainSetInterfaceParameters;
import dev.guestwire.protocol.remote.DomainSnapshotCreateXml;
import dev.guestwire.protocol.remote.DomainUpdateDeviceFlags;
import dev.guestwire.protocol.remote.StorageVolCreateXml;
import dev.guestwire.protocol.remote.StorageVolCreateXmlFrom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which part of its subject a call is about: a device of a guest, a volume of a pool that is not there yet. */
final class Part {
    private Part() {}

    /** {@return such as {@code disk vdb}} */
    static Optional<String> of(Call<?> call) {
        return disk(call).map(disk -> "disk " + disk)
                .or(() -> card(call).map(card -> "interface " + card))
                .or(() -> device(call).flatMap(xml -> Outline.of(xml).device()))
                .or(() -> made(call));
    }

    private static Optional<String> disk(Call<?> call) {
        return named(
                switch (call) {
                    case DomainBlockCommit one -> one.disk();
                    case DomainBlockCopy one -> one.path();
                    case DomainBlockJobAbort one -> one.path();
                    case DomainBlockJobSetSpeed one -> one.path();
                    case DomainBlockPeek one -> one.path();
                    case DomainBlockPull one -> one.path();
                    case DomainBlockRebase one -> one.path();
                    case DomainBlockResize one -> one.disk();
                    case DomainBlockStatsFlags one -> one.path();
                    case DomainGetBlockInfo one -> one.path();
                    case DomainGetBlockIoTune one -> one.disk();
                    case DomainGetBlockJobInfo one -> one.path();
                    case DomainSetBlockIoTune one -> one.disk();
                    case DomainSetBlockThreshold one -> one.dev();
                    default -> null;
                });
    }

    private static Optional<String> card(Call<?> call) {
        return named(
                switch (call) {
                    case DomainInterfaceStats one -> one.device();
                    case DomainGetInterfaceParameters one -> one.device();
                    case DomainSetInterfaceParameters one -> one.device();
                    default -> null;
                });
    }

    private static Optional<String> device(Call<?> call) {
        return named(
                switch (call) {
                    case DomainAttachDevice one -> one.xml();
                    case DomainAttachDeviceFlags one -> one.xml();
                    case DomainDetachDevice one -> one.xml();
                    case DomainDetachDeviceFlags one -> one.xml();
                    case DomainUpdateDeviceFlags one -> one.xml();
                    default -> null;
                });
    }

    private static Optional<String> made(Call<?> call) {
        return switch (call) {
            case DomainDetachDeviceAlias one -> Optional.of("device " + one.alias());
            case DomainSnapshotCreateXml one -> Outline.of(one.xmlDesc()).name().map(name -> "snapshot " + name);
            case DomainCheckpointCreateXml one ->
                Outline.of(one.xmlDesc()).name().map(name -> "checkpoint " + name);
            case StorageVolCreateXml one -> Outline.of(one.xml()).name().map(name -> "volume " + name);
            case StorageVolCreateXmlFrom one -> Outline.of(one.xml()).name().map(name -> "volume " + name);
            default -> Optional.empty();
        };
    }

    private static Optional<String> named(@Nullable String text) {
        return Optional.ofNullable(text).filter(some -> !some.isBlank());
    }
}
