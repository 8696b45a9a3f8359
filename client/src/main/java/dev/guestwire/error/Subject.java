package dev.guestwire.error;

import dev.guestwire.protocol.AboutDomain;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainCheckpoint;
import dev.guestwire.protocol.remote.DomainSnapshot;
import dev.guestwire.protocol.remote.Interface;
import dev.guestwire.protocol.remote.Network;
import dev.guestwire.protocol.remote.NetworkPort;
import dev.guestwire.protocol.remote.NodeDevice;
import dev.guestwire.protocol.remote.Nwfilter;
import dev.guestwire.protocol.remote.NwfilterBinding;
import dev.guestwire.protocol.remote.Secret;
import dev.guestwire.protocol.remote.StoragePool;
import dev.guestwire.protocol.remote.StorageVol;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.Set;

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
}
