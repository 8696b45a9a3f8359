package dev.guestwire.error;

import dev.guestwire.protocol.AboutDomain;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.remote.Domain;
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
import dev.guestwire.protocol.remote.DomainCheckpoint;
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
import dev.guestwire.protocol.remote.DomainSnapshot;
import dev.guestwire.protocol.remote.DomainSnapshotCreateXml;
import dev.guestwire.protocol.remote.DomainUpdateDeviceFlags;
import dev.guestwire.protocol.remote.Interface;
import dev.guestwire.protocol.remote.Network;
import dev.guestwire.protocol.remote.NetworkPort;
import dev.guestwire.protocol.remote.NodeDevice;
import dev.guestwire.protocol.remote.Nwfilter;
import dev.guestwire.protocol.remote.NwfilterBinding;
import dev.guestwire.protocol.remote.Secret;
import dev.guestwire.protocol.remote.StoragePool;
import dev.guestwire.protocol.remote.StorageVol;
import dev.guestwire.protocol.remote.StorageVolCreateXml;
import dev.guestwire.protocol.remote.StorageVolCreateXmlFrom;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call is about. A call that defines or makes something is about what its document names.
 *
 * @param kind what sort of thing
 * @param name its name; a UUID or the like if it has none
 * @param owner the guest, pool or network that it belongs to; empty if it stands for itself
 */
public record Subject(Kind kind, String name, String owner) {
    /** The fields of calls that hold the document of what is defined, made or restored. */
    private static final Set<String> DOCUMENTS = Set.of("xml", "xmlDesc", "dxml", "domXml");

    /** The sorts of things. */
    public enum Kind {
        GUEST("guest"),
        SNAPSHOT("snapshot"),
        CHECKPOINT("checkpoint"),
        POOL("pool"),
        VOLUME("volume"),
        NETWORK("network"),
        NETWORK_PORT("network port"),
        NODE_DEVICE("node device"),
        SECRET("secret"),
        INTERFACE("interface"),
        FILTER("network filter"),
        FILTER_BINDING("binding of network filter");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** {@return what a call is about; empty if it is about the host} */
    static Optional<Subject> of(Call<?> call) {
        Optional<Subject> given = Optional.empty();
        try {
            for (RecordComponent component : call.getClass().getRecordComponents()) {
                Object value = component.getAccessor().invoke(call);
                Optional<Subject> subject = named(value);
                if (subject.isPresent()) {
                    return subject;
                }
                if (component.getName().equals("name")
                        && call.getClass().getSimpleName().startsWith("NodeDevice")) {
                    return Optional.of(new Subject(Kind.NODE_DEVICE, String.valueOf(value), ""));
                }
                if (given.isEmpty() && value instanceof String xml && DOCUMENTS.contains(component.getName())) {
                    given = described(Outline.of(xml));
                }
            }
        } catch (ReflectiveOperationException hidden) {
            // What the daemon said matters more than what of.
        }
        return call instanceof AboutDomain about ? Optional.of(guest(about.dom())) : given;
    }

    /** {@return such as {@code of disk vda of guest web1}, behind a space; empty if a call is about the host} */
    static String about(Call<?> call) {
        String part = Part.of(call).map(one -> " of " + one).orElse("");
        return part + of(call).map(one -> " of " + one).orElse("");
    }

    /** {@return what a document defines that stands for itself; empty for parts of others, and for one without a name} */
    private static Optional<Subject> described(Outline document) {
        Optional<Kind> kind = Optional.ofNullable(
                switch (document.root()) {
                    case "domain" -> Kind.GUEST;
                    case "network" -> Kind.NETWORK;
                    case "pool" -> Kind.POOL;
                    case "device" -> Kind.NODE_DEVICE;
                    case "filter" -> Kind.FILTER;
                    case "interface" -> Kind.INTERFACE;
                    default -> null;
                });
        return kind.flatMap(known -> document.name().map(name -> new Subject(known, name, "")));
    }

    private static Optional<Subject> named(Object value) {
        return Optional.ofNullable(
                switch (value) {
                    case null -> null;
                    case Domain guest -> guest(guest);
                    case DomainSnapshot one -> new Subject(Kind.SNAPSHOT, one.name(), name(one.dom()));
                    case DomainCheckpoint one -> new Subject(Kind.CHECKPOINT, one.name(), name(one.dom()));
                    case StoragePool pool -> new Subject(Kind.POOL, named(pool.name(), pool.uuid()), "");
                    case StorageVol volume -> new Subject(Kind.VOLUME, volume.name(), volume.pool());
                    case Network network -> new Subject(Kind.NETWORK, named(network.name(), network.uuid()), "");
                    case NetworkPort port ->
                        new Subject(
                                Kind.NETWORK_PORT,
                                port.uuid().toString(),
                                named(port.net().name(), port.net().uuid()));
                    case NodeDevice device -> new Subject(Kind.NODE_DEVICE, device.name(), "");
                    case Secret secret -> new Subject(Kind.SECRET, secret.uuid().toString(), "");
                    case Interface card -> new Subject(Kind.INTERFACE, card.name(), "");
                    case Nwfilter filter -> new Subject(Kind.FILTER, named(filter.name(), filter.uuid()), "");
                    case NwfilterBinding one -> new Subject(Kind.FILTER_BINDING, one.filtername(), "");
                    default -> null;
                });
    }

    private static Subject guest(Domain dom) {
        return new Subject(Kind.GUEST, name(dom), "");
    }

    private static String name(Domain dom) {
        return named(dom.name(), dom.uuid());
    }

    private static String named(String name, Object otherwise) {
        return name.isEmpty() ? otherwise.toString() : name;
    }

    /** {@return such as {@code volume root of pool images}} */
    @Override
    public String toString() {
        String of = switch (kind) {
            case SNAPSHOT, CHECKPOINT -> " of guest " + owner;
            case VOLUME -> " of pool " + owner;
            case NETWORK_PORT -> " of network " + owner;
            default -> "";
        };
        return kind.word + " " + name + of;
    }

    /** Which part of its subject a call is about: a device of a guest, a volume of a pool that is not there yet. */
    private static final class Part {
        private Part() {}

        /** {@return such as {@code disk vdb}} */
        static Optional<String> of(Call<?> call) {
            return disk(call)
                    .map(disk -> "disk " + disk)
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
                case DomainSnapshotCreateXml one ->
                    Outline.of(one.xmlDesc()).name().map(name -> "snapshot " + name);
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
}
