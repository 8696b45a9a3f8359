package dev.guestwire.migration;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.rpc.asking.Demand;
import dev.guestwire.xml.domain.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A move of a guest to another host. Immutable.
 *
 * <p>Peer-to-peer, to a URI, the guest's daemon talks to the other one, and goes on when this process ends. Managed, to a
 * {@link Host}, this process leads both daemons through it, which need not reach each other; when it ends, so does the
 * migration.
 *
 * <pre>{@code
 * Migration migration = guest.migration("qemu+ssh://host-b/system").live().persistent().undefineSource().start();
 * migration.await(Duration.ofHours(1), Duration.ofSeconds(1), progress -> bar.show(progress));
 * }</pre>
 */
public final class MigrationRequest {
    private static final int LIVE = 1;
    private static final int TUNNELLED = Drive.TUNNELLED;
    private static final int PERSIST_DEST = 1 << 3;
    private static final int UNDEFINE_SOURCE = 1 << 4;
    private static final int PAUSED = 1 << 5;
    private static final int CHANGE_PROTECTION = 1 << 8;
    private static final int UNSAFE = 1 << 9;
    private static final int OFFLINE = 1 << 10;
    private static final int COMPRESSED = 1 << 11;
    private static final int ABORT_ON_ERROR = 1 << 12;
    private static final int AUTO_CONVERGE = 1 << 13;
    private static final int RDMA_PIN_ALL = 1 << 14;
    private static final int POSTCOPY = 1 << 15;
    private static final int TLS = 1 << 16;
    private static final int PARALLEL = Drive.PARALLEL;
    private static final int POSTCOPY_RESUME = 1 << 19;
    private static final int ZEROCOPY = 1 << 20;

    private static final String DESTINATION_XML = "destination_xml";
    private static final String PERSISTENT_XML = "persistent_xml";
    private static final String REPEATABLE = "compression";
    private static final Wishes NO_WISHES = new Wishes(0, List.of(), null, MigrationPolicy.of());

    private final Guest guest;
    private final Goal goal;
    private final Wishes wishes;
    private final StorageCopy storage;

    /**
     * Where it leads.
     *
     * @param uri how the guest's daemon reaches the other, if those two do it
     * @param host the other daemon, if this process reaches it
     */
    record Goal(@Nullable String uri, @Nullable Host host) {}

    /** What was asked for beside the storage. */
    private record Wishes(
            int flags, List<TypedParam> params, @Nullable UnaryOperator<Domain> edit, MigrationPolicy policy) {}

    /**
     * Creates one that asks for nothing but the move, peer-to-peer.
     *
     * @param destination the URI of the other daemon, as the guest's own daemon reaches it
     */
    public MigrationRequest(Guest guest, String destination) {
        this(guest, new Goal(destination, null), NO_WISHES, StorageCopy.NOTHING);
    }

    /** Creates one that asks for nothing but the move, managed by this process. */
    public MigrationRequest(Guest guest, Host destination) {
        this(guest, new Goal(null, destination), NO_WISHES, StorageCopy.NOTHING);
    }

    private MigrationRequest(Guest guest, Goal goal, Wishes wishes, StorageCopy storage) {
        this.guest = guest;
        this.goal = goal;
        this.wishes = wishes;
        this.storage = storage;
    }

    /** {@return this request for a guest that goes on running meanwhile} */
    public MigrationRequest live() {
        return with(LIVE);
    }

    /** {@return this request, which defines the guest at the destination} */
    public MigrationRequest persistent() {
        return with(PERSIST_DEST);
    }

    /** {@return this request, which forgets the guest's definition at the source when it has moved} */
    public MigrationRequest undefineSource() {
        return with(UNDEFINE_SOURCE);
    }

    /** {@return this request, which leaves the guest paused at the destination} */
    public MigrationRequest paused() {
        return with(PAUSED);
    }

    /** {@return this request, during which nobody can change the guest's definition} */
    public MigrationRequest changeProtection() {
        return with(CHANGE_PROTECTION);
    }

    /** {@return this request for the definition of a guest that is off} */
    public MigrationRequest offline() {
        return with(OFFLINE);
    }

    /** {@return this request, although libvirt cannot tell that it is safe, as with images that it takes for local} */
    public MigrationRequest unsafe() {
        return with(UNSAFE);
    }

    /** {@return this request, given up when a disk reports an error meanwhile} */
    public MigrationRequest abortOnError() {
        return with(ABORT_ON_ERROR);
    }

    /** {@return this request, which holds the guest's CPUs back as far as needed to come to an end} */
    public MigrationRequest autoConverge() {
        return with(AUTO_CONVERGE);
    }

    /** {@return this request, which holds the guest's CPUs back, at first by so much and then by so much more} */
    public MigrationRequest autoConverge(int initialPercent, int incrementPercent) {
        return with(AUTO_CONVERGE)
                .with(TypedParam.ofInt("auto_converge.initial", Demand.percent(initialPercent, "the throttle")))
                .with(TypedParam.ofInt("auto_converge.increment", Demand.percent(incrementPercent, "the step")));
    }

    /** {@return this request with compressed memory} */
    public MigrationRequest compressed(MigrationCompression compression) {
        MigrationRequest compressed = with(COMPRESSED);
        for (TypedParam param : compression.params()) {
            compressed = compressed.with(param);
        }
        return compressed;
    }

    /** {@return this request, which can be switched to post-copy: {@link Migration#startPostCopy}} */
    public MigrationRequest postCopy() {
        return with(POSTCOPY);
    }

    /** {@return this request, which goes on with one that broke in post-copy} */
    public MigrationRequest resumingPostCopy() {
        return with(POSTCOPY_RESUME);
    }

    /** {@return this request over as many connections as QEMU chooses} */
    public MigrationRequest parallel() {
        return with(PARALLEL);
    }

    /** {@return this request over so many connections} */
    public MigrationRequest parallel(int connections) {
        return parallel().with(TypedParam.ofInt("parallel.connections", Demand.atLeast(1, connections, "connections")));
    }

    /** {@return this request, encrypted} */
    public MigrationRequest tls() {
        return with(TLS);
    }

    /** {@return this request, encrypted, where the destination's certificate has another name} */
    public MigrationRequest tls(String destinationName) {
        return tls().with(TypedParam.ofText("tls.destination", destinationName));
    }

    /** {@return this request, where the memory goes through the daemons' connection; peer-to-peer only, not parallel} */
    public MigrationRequest tunnelled() {
        return with(TUNNELLED);
    }

    /** {@return this request, which pins all memory for RDMA} */
    public MigrationRequest rdmaPinAll() {
        return with(RDMA_PIN_ALL);
    }

    /** {@return this request without copies on the way to the network; parallel only} */
    public MigrationRequest zeroCopy() {
        return with(ZEROCOPY);
    }

    /** {@return this request with a limit, in MiB/s; 0: none} */
    public MigrationRequest bandwidthMib(long mebibytesPerSecond) {
        return with(TypedParam.ofUllong("bandwidth", Demand.bandwidth(mebibytesPerSecond)));
    }

    /** {@return this request with a limit while in post-copy, in MiB/s; 0: none} */
    public MigrationRequest postCopyBandwidthMib(long mebibytesPerSecond) {
        return with(TypedParam.ofUllong("bandwidth.postcopy", Demand.bandwidth(mebibytesPerSecond)));
    }

    /** {@return this request, where the hypervisors meet at such as {@code tcp://host-b} or {@code unix:///path}} */
    public MigrationRequest migrateUri(String uri) {
        return with(TypedParam.ofText("migrate_uri", uri));
    }

    /** {@return this request, where the destination listens at an address of its own} */
    public MigrationRequest listenAddress(String address) {
        return with(TypedParam.ofText("listen_address", address));
    }

    /** {@return this request, which sends viewers of the guest's screen to a URI} */
    public MigrationRequest graphicsUri(String uri) {
        return with(TypedParam.ofText("graphics_uri", uri));
    }

    /** {@return this request, which gives the guest another name at the destination} */
    public MigrationRequest destinationName(String name) {
        return with(TypedParam.ofText("destination_name", Demand.name(name, "the name of a guest")));
    }

    /**
     * {@return this request, after which the guest is as a document says; a guest that becomes persistent is defined so too,
     * unless {@link #persistentXml} says otherwise}
     *
     * @param xml the guest's migratable definition with what differs at the destination
     */
    public MigrationRequest destinationXml(String xml) {
        return with(TypedParam.ofText(DESTINATION_XML, xml));
    }

    /** {@return this request, after which the guest is as a document says, as by {@link #destinationXml(String)}} */
    public MigrationRequest destinationXml(Domain definition) {
        return destinationXml(definition.xml().toXml());
    }

    /**
     * {@return this request, after which the guest is as an edit makes it}
     *
     * <p>The edit is made when the migration starts: of what runs now, passwords included, and of a guest that becomes
     * persistent and is so already also of what its next start takes. What the guest sees of its machine must stay.
     */
    public MigrationRequest definition(UnaryOperator<Domain> edit) {
        return with(new Wishes(wishes.flags, wishes.params, edit, wishes.policy));
    }

    /** {@return this request, with which something is done while it runs: {@link MigrationPolicy}} */
    public MigrationRequest policy(MigrationPolicy policy) {
        return with(new Wishes(wishes.flags, wishes.params, wishes.edit, policy));
    }

    /** {@return this request, where a session with the destination helps to tell how it ended} */
    public MigrationRequest watching(Host destination) {
        return new MigrationRequest(guest, new Goal(goal.uri, destination), wishes, storage);
    }

    /** {@return this request, which defines the guest at the destination as a document says} */
    public MigrationRequest persistentXml(String xml) {
        return persistent().with(TypedParam.ofText(PERSISTENT_XML, xml));
    }

    /** {@return this request, which defines the guest at the destination as a document says} */
    public MigrationRequest persistentXml(Domain definition) {
        return persistentXml(definition.xml().toXml());
    }

    /** {@return this request, which copies disks, by their targets, with all they stand on; no others} */
    public MigrationRequest copyingDisks(String disk, String... more) {
        return copying(StorageCopy.of(disk, more));
    }

    /** {@return this request, which copies disks as told; no others} */
    public MigrationRequest copying(StorageCopy disks) {
        return new MigrationRequest(guest, goal, wishes, disks);
    }

    /** {@return this request with a parameter that this release does not know, or another in place of the one there} */
    public MigrationRequest parameter(TypedParam param) {
        if (param.field().equals(StorageCopy.DISKS)) {
            throw new InvalidInputException("The disks that a migration copies are named by copyingDisks", null);
        }
        return with(param);
    }

    /** {@return the guest to be moved} */
    public Guest guest() {
        return guest;
    }

    /** {@return the URI of the other daemon, of a peer-to-peer migration} */
    public Optional<String> destination() {
        return Optional.ofNullable(goal.uri);
    }

    /** {@return the other daemon, if it is a managed migration or {@link #watching} named it} */
    public Optional<Host> destinationHost() {
        return Optional.ofNullable(goal.host);
    }

    /** {@return what is done with it while it runs} */
    public MigrationPolicy policy() {
        return wishes.policy;
    }

    /** {@return whether it may be switched to post-copy} */
    public boolean mayPostCopy() {
        return (wishes.flags & POSTCOPY) != 0;
    }

    /** {@return whether the definition alone moves} */
    boolean isOffline() {
        return (wishes.flags & OFFLINE) != 0;
    }

    /** {@return the targets of the disks that are copied} */
    public List<String> copiedDisks() {
        return new TypedParams(storage.params()).texts(StorageCopy.DISKS);
    }

    /** {@return what was asked for as libvirt's flags, {@code virDomainMigrateFlags}, but for who drives the migration} */
    public int flags() {
        return wishes.flags | storage.flags();
    }

    /** {@return what was asked for as libvirt's parameters} */
    public List<TypedParam> params() {
        List<TypedParam> params = new ArrayList<>(wishes.params);
        TypedParams said = new TypedParams(wishes.params);
        boolean persists = (wishes.flags & PERSIST_DEST) != 0;
        if (persists && said.find(PERSISTENT_XML).isEmpty()) {
            said.findText(DESTINATION_XML).ifPresent(xml -> params.add(TypedParam.ofText(PERSISTENT_XML, xml)));
        }
        params.addAll(storage.params());
        return List.copyOf(params);
    }

    /**
     * Starts it. Returns at once; the handle tells how far it is and how it ended.
     *
     * @throws InvalidInputException if what was asked for does not go together, or leads nowhere
     */
    public Migration start() {
        return Migration.start(this);
    }

    /**
     * Moves the guest. Returns when it has moved; {@link dev.guestwire.job.GuestJob} tells of it meanwhile, and can end it.
     * Has no deadline, and follows no policy. {@code virDomainMigrateToURI3} and {@code virDomainMigrate3}.
     *
     * @throws InvalidInputException if what was asked for does not go together, or leads nowhere
     */
    public void run() {
        Drive.of(withDocuments()).run();
    }

    /** {@return this request, where the documents are read and edited} */
    MigrationRequest withDocuments() {
        UnaryOperator<Domain> edit = wishes.edit;
        if (edit == null) {
            return this;
        }
        MigrationRequest edited = destinationXml(edit.apply(guest.definition(Flag.Xml.MIGRATABLE, Flag.Xml.SECURE)));
        return (wishes.flags & PERSIST_DEST) != 0 && guest.isPersistent()
                ? edited.persistentXml(
                        edit.apply(guest.definition(Flag.Xml.MIGRATABLE, Flag.Xml.SECURE, Flag.Xml.INACTIVE)))
                : edited;
    }

    private MigrationRequest with(int flag) {
        return with(new Wishes(wishes.flags | flag, wishes.params, wishes.edit, wishes.policy));
    }

    private MigrationRequest with(TypedParam param) {
        List<TypedParam> more = new ArrayList<>(wishes.params);
        boolean repeats = param.field().equals(REPEATABLE);
        more.removeIf(other -> repeats ? other.equals(param) : other.field().equals(param.field()));
        more.add(param);
        return with(new Wishes(wishes.flags, List.copyOf(more), wishes.edit, wishes.policy));
    }

    private MigrationRequest with(Wishes more) {
        return new MigrationRequest(guest, goal, more, storage);
    }

    /** {@return the guest and its destination} */
    @Override
    public String toString() {
        return "Migration of guest " + guest.name() + (goal.uri == null ? "" : " to " + goal.uri);
    }
}
