package dev.guestwire;

import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.job.Job;
import dev.guestwire.job.JobRef;
import dev.guestwire.migration.attach.TakenUp;
import dev.guestwire.network.Networks;
import dev.guestwire.nodedevice.NodeDevices;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.remote.ConnectGetCapabilities;
import dev.guestwire.protocol.remote.ConnectGetDomainCapabilities;
import dev.guestwire.protocol.remote.ConnectGetHostname;
import dev.guestwire.protocol.remote.ConnectGetLibVersion;
import dev.guestwire.protocol.remote.ConnectGetType;
import dev.guestwire.protocol.remote.ConnectGetUri;
import dev.guestwire.protocol.remote.ConnectGetVersion;
import dev.guestwire.protocol.remote.ConnectListAllDomains;
import dev.guestwire.protocol.remote.DomainCreateXml;
import dev.guestwire.protocol.remote.DomainDefineXmlFlags;
import dev.guestwire.protocol.remote.DomainLookupById;
import dev.guestwire.protocol.remote.DomainLookupByName;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.protocol.remote.NodeGetInfo;
import dev.guestwire.resource.BulkStatistics;
import dev.guestwire.resource.GuestStatistics;
import dev.guestwire.rpc.Reconnection;
import dev.guestwire.secret.Secrets;
import dev.guestwire.storage.Storage;
import dev.guestwire.transport.LibvirtUri;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.domain.Domain;
import dev.guestwire.xml.host.Capabilities;
import dev.guestwire.xml.host.DomainCapabilities;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A session with one libvirt daemon. Safe for many threads; close it when done. When the connection is lost, calls under way and later ones throw
 * {@link dev.guestwire.error.ConnectionLostException}. It connects again only if {@link HostOptions#reconnecting()} asked
 * for it; otherwise {@link #onClose} tells, and the host is of no more use.
 */
public final class Host implements AutoCloseable {
    private final Reconnection connection;
    private final HostOptions options;
    private final EventDispatch events;
    private final BulkReading bulk;

    private Host(Reconnection connection, HostOptions options) {
        this.connection = connection;
        this.options = options;
        this.bulk = new BulkReading(this, connection::lanes);
        this.events = new EventDispatch(this, connection::lanes, options.backoff() != null);
        connection.listen(events);
    }

    /**
     * {@return the host that the environment variable {@code LIBVIRT_DEFAULT_URI} names, or else the one the daemon chooses}
     * @throws dev.guestwire.error.ConnectFailedException if no connection can be made
     */
    public static Host connect() {
        HostOptions options = HostOptions.defaults();
        return new Host(options.open(() -> LibvirtUri.fromEnvironment(System.getenv())), options);
    }

    /** {@return the host at a URI, such as {@code qemu:///system}, by {@link #connect(String, HostOptions)} with the defaults} */
    public static Host connect(String uri) {
        return connect(uri, HostOptions.defaults());
    }

    /**
     * {@return the host at a URI: {@code virConnectOpen} and {@code virConnectOpenReadOnly}}
     * @throws InvalidInputException if the URI is not one libvirt knows
     * @throws dev.guestwire.error.ConnectFailedException if no connection can be made; it lists what was tried
     */
    public static Host connect(String uri, HostOptions options) {
        return new Host(options.open(() -> LibvirtUri.parse(uri)), options);
    }

    /** {@return another session with the daemon, even if this one is lost or closed; it never connects again; close it} */
    public Host sibling() {
        return new Host(connection.sibling(), options.notReconnecting());
    }

    /** {@return the URI that it was connected by, with all its parameters; asks nobody} */
    public String connectionUri() {
        return connection.lanes().uri();
    }

    /** {@return the URI of the daemon's driver, such as {@code qemu:///system}: {@code virConnectGetURI}} */
    public String uri() {
        return call(new ConnectGetUri()).uri();
    }

    /** {@return the name of the machine: {@code virConnectGetHostname}} */
    public String hostname() {
        return call(new ConnectGetHostname()).hostname();
    }

    /** {@return the release of the daemon: {@code virConnectGetLibVersion}} */
    public Version libvirtVersion() {
        return Version.of(call(new ConnectGetLibVersion()));
    }

    /** {@return the release of the hypervisor: {@code virConnectGetVersion}} */
    public Version hypervisorVersion() {
        return Version.of(call(new ConnectGetVersion()));
    }

    /** {@return the kind of hypervisor, such as {@code QEMU}: {@code virConnectGetType}} */
    public String hypervisorType() {
        return call(new ConnectGetType()).type();
    }

    /** {@return what the host can do, as libvirt's document: {@code virConnectGetCapabilities}} */
    public String capabilitiesXml() {
        return call(new ConnectGetCapabilities()).capabilities();
    }

    /** {@return what the host can do: {@code virConnectGetCapabilities}} */
    public Capabilities capabilities() {
        return new Capabilities(Element.parse(capabilitiesXml()));
    }

    /** {@return what its guests can have, with the emulator, machine and architecture the daemon prefers} */
    public DomainCapabilities domainCapabilities() {
        return domainCapabilities(null, null, null);
    }

    /**
     * {@return what guests can have: {@code virConnectGetDomainCapabilities}}; null lets the daemon choose.
     * @param virtType {@code kvm} or {@code qemu}
     * @param arch such as {@code x86_64}
     * @param machine such as {@code q35}
     */
    public DomainCapabilities domainCapabilities(
            @Nullable String virtType, @Nullable String arch, @Nullable String machine) {
        var call = new ConnectGetDomainCapabilities(null, arch, machine, virtType, 0);
        return new DomainCapabilities(Element.parse(call(call).capabilities()));
    }

    /** {@return what the machine is made of: {@code virNodeGetInfo}} */
    public Hardware hardware() {
        return Hardware.of(call(new NodeGetInfo()));
    }

    /** {@return whether the connection stands, as far as is known; asks nobody} */
    public boolean isAlive() {
        return connection.lanes().isOpen() && !events.hasEnded();
    }

    /** {@return whether the connection of a reconnecting host stands, after waiting for it} */
    public boolean awaitConnection(Duration patience) throws InterruptedException {
        return connection.await(patience);
    }

    /** {@return whether this session may only look} */
    public boolean isReadOnly() {
        return options.isReadOnly();
    }

    /** {@return what a call may take that is given no deadline of its own: {@link HostOptions#deadline}} */
    public Duration deadline() {
        return options.rpc().deadline();
    }

    /** {@return the guests of the host, without filters all: {@code virConnectListAllDomains}} */
    public List<Guest> guests(Flag.Filter... filters) {
        ConnectListAllDomains.Reply reply = call(new ConnectListAllDomains(1, Flag.word(filters)));
        return reply.domains().stream().map(domain -> new Guest(this, domain)).toList();
    }

    /** {@return the guest of a name, or throws {@link NotFoundException}: {@code virDomainLookupByName}} */
    public Guest guest(String name) {
        return new Guest(this, call(new DomainLookupByName(name)).dom());
    }

    /** {@return the guest of a UUID, or throws {@link NotFoundException}: {@code virDomainLookupByUUID}} */
    public Guest guest(UUID uuid) {
        return new Guest(this, call(new DomainLookupByUuid(uuid)).dom());
    }

    /** {@return the active guest of an id, or throws {@link NotFoundException}: {@code virDomainLookupByID}} */
    public Guest guest(int id) {
        return new Guest(this, call(new DomainLookupById(id)).dom());
    }

    /** {@return the guest that an answer of the daemon's names; asks nobody} */
    public Guest guest(dev.guestwire.protocol.remote.Domain named) {
        return new Guest(this, named);
    }

    /** {@return the guest of a name, if there is one: {@code virDomainLookupByName}} */
    public Optional<Guest> findGuest(String name) {
        return ifFound(() -> guest(name));
    }

    /** {@return the guest of a UUID, if there is one: {@code virDomainLookupByUUID}} */
    public Optional<Guest> findGuest(UUID uuid) {
        return ifFound(() -> guest(uuid));
    }

    /** {@return the active guest of an id, if there is one: {@code virDomainLookupByID}} */
    public Optional<Guest> findGuest(int id) {
        return ifFound(() -> guest(id));
    }

    private static Optional<Guest> ifFound(Supplier<Guest> lookup) {
        try {
            return Optional.of(lookup.get());
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    /** Defines a guest by libvirt's document, anew if there is one of its UUID: {@code virDomainDefineXMLFlags}. */
    public Guest define(String xml, Flag.Define... flags) {
        return new Guest(
                this, call(new DomainDefineXmlFlags(xml, Flag.word(flags))).dom());
    }

    /** Defines a guest, or defines it anew if there is one of its UUID: {@code virDomainDefineXMLFlags}. It is not started. */
    public Guest define(Domain definition, Flag.Define... flags) {
        return define(definition.xml().toXml(), flags);
    }

    /** Starts a guest that is gone when it stops: {@code virDomainCreateXML}. */
    public Guest create(Domain definition, Flag.Start... flags) {
        return create(definition.xml().toXml(), flags);
    }

    /** Starts a guest, by libvirt's document, that is gone when it stops: {@code virDomainCreateXML}. */
    public Guest create(String xml, Flag.Start... flags) {
        return new Guest(this, call(new DomainCreateXml(xml, Flag.word(flags))).dom());
    }

    /** {@return its storage pools and volumes} */
    public Storage storage() {
        return new Storage(this);
    }

    /** {@return its virtual networks} */
    public Networks networks() {
        return new Networks(this);
    }

    /** {@return the secrets that its daemon keeps} */
    public Secrets secrets() {
        return new Secrets(this);
    }

    /** {@return its devices} */
    public NodeDevices nodeDevices() {
        return new NodeDevices(this);
    }

    /** {@return the state of every guest: {@code virConnectGetAllDomainStats}; UNKNOWN where {@link #statistics} has a failure} */
    public Map<Guest, GuestState> states() {
        return bulk.states();
    }

    /** {@return what is counted of every guest, waiting for none, in some groups or all; more in {@link BulkStatistics}} */
    public List<GuestStatistics> statistics(GuestStatistics.Group... groups) {
        return BulkStatistics.of(this).groups(groups).read();
    }

    /** Reads the documents of all guests, as {@link #xmlDescriptions(Collection, Flag.Xml...)} does. */
    public Stream<Description> xmlDescriptions(Flag.Xml... flags) {
        return xmlDescriptions(guests(), flags);
    }

    /**
     * Reads the documents of some guests of this host, several at a time, in their order: {@code virDomainGetXMLDesc} for each.
     * Guests that vanish meanwhile are left out. Those that do not answer come last and say why; if no guest answered, the first
     * failure is thrown. Close the stream unless you read it to its end, by one thread.
     */
    public Stream<Description> xmlDescriptions(Collection<Guest> guests, Flag.Xml... flags) {
        return bulk.xmlDescriptions(guests, Flag.word(flags));
    }

    /** Reads the definitions of all guests, as {@link #xmlDescriptions(Flag.Xml...)} does; parsed as they are taken. */
    public Stream<Definition> definitions(Flag.Xml... flags) {
        return xmlDescriptions(flags).map(BulkReading::parsed);
    }

    /** {@return the daemon's answer to any call that libvirt's protocol has; for what this library has no method for} */
    public <R extends XdrValue> R call(Call<R> call) {
        return connection.lanes().call(call);
    }

    /** {@return the daemon's answer to any call that libvirt's protocol has, with a deadline of its own} */
    public <R extends XdrValue> R call(Call<R> call, Duration deadline) {
        return connection.lanes().call(call, deadline);
    }

    /** {@return a byte stream, on a connection of its own, by any call that opens one; for what has no method here} */
    public <R extends XdrValue> ByteStream<R> open(Call<R> call) {
        return new ByteStream<>(connection.lanes().openStream(call));
    }

    /**
     * Calls a listener for everything that happens: every event of every guest that the daemon knows, those of pools,
     * networks, devices and secrets as far as it has them and lets this user hear them, {@link HostEvent.Resynced} and
     * {@link HostEvent.ConnectionClosed}. The daemon knows of it when this method returns.
     */
    public Subscription onEvent(Consumer<? super HostEvent> listener) {
        return events.subscribe(HostEvent.class, null, listener);
    }

    /**
     * Calls a listener for one kind of events: a class such as {@link LifecycleEvent.Stopped}, or a family such as
     * {@link DeviceEvent}. Of a family, what this daemon does not know is left out. Who must not miss any also listens to
     * {@link HostEvent.Resynced}.
     * @throws dev.guestwire.error.CallFailedException if the daemon knows no event of that kind
     */
    public <E extends HostEvent> Subscription onEvent(Class<E> kind, Consumer<? super E> listener) {
        return events.subscribe(kind, null, listener);
    }

    /** Calls a listener once, when the connection is lost or this host is closed. */
    public Subscription onClose(Consumer<? super HostEvent.ConnectionClosed> listener) {
        return events.subscribe(HostEvent.ConnectionClosed.class, null, listener);
    }

    /** {@return a job that this or another process started, by its reference} */
    public Job job(JobRef ref) {
        return TakenUp.of(this, ref);
    }

    EventDispatch events() {
        return events;
    }

    /** Has something done when it is closed, before its connection ends, which waits up to 10 s until it is settled. */
    public void beforeClose(Runnable task, CompletableFuture<?> settled) {
        connection.beforeClose(task, settled);
    }

    /** Ends the session; calls under way throw. Frozen file systems are thawed first. Closing again does nothing. */
    @Override
    public void close() {
        connection.sayFarewell();
        events.closing();
        connection.close();
    }

    @Override
    public String toString() {
        return "host " + connectionUri();
    }

    /**
     * A guest and its definition.
     * @param guest the guest
     * @param domain its definition; asking for it throws the failure, if there is one
     * @param failure why nothing is known of this guest, when others were asked with it and answered; empty if it answered
     */
    public record Definition(Guest guest, Domain domain, Optional<LibvirtException> failure) {
        @Override
        public Domain domain() {
            return BulkReading.unless(failure, domain);
        }
    }

    /**
     * A guest with its document.
     * @param guest the guest
     * @param xml libvirt's domain document; asking for it throws the failure, if there is one
     * @param failure why nothing is known of this guest, when others were asked with it and answered; empty if it answered
     */
    public record Description(Guest guest, String xml, Optional<LibvirtException> failure) {
        /** Creates that of a guest that answered. */
        public Description(Guest guest, String xml) {
            this(guest, xml, Optional.empty());
        }

        @Override
        public String xml() {
            return BulkReading.unless(failure, xml);
        }

        /** {@return the guest; the document may hold passwords} */
        @Override
        public String toString() {
            return "Description[guest=" + guest + "]";
        }
    }
}
