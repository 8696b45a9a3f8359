package dev.guestwire;

import dev.guestwire.agent.GuestAgent;
import dev.guestwire.agent.KnownAddresses;
import dev.guestwire.agent.QuiescedFilesystems;
import dev.guestwire.block.BlockDevice;
import dev.guestwire.console.Console;
import dev.guestwire.console.Screen;
import dev.guestwire.definition.StoredDefinition;
import dev.guestwire.device.AttachRequest;
import dev.guestwire.device.DetachRequest;
import dev.guestwire.job.GuestJob;
import dev.guestwire.job.Monitor;
import dev.guestwire.migration.MigrationRequest;
import dev.guestwire.power.Power;
import dev.guestwire.protocol.remote.DomainAttachDeviceFlags;
import dev.guestwire.protocol.remote.DomainCreateWithFlags;
import dev.guestwire.protocol.remote.DomainDestroyFlags;
import dev.guestwire.protocol.remote.DomainDetachDeviceAlias;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.protocol.remote.DomainGetAutostart;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainInjectNmi;
import dev.guestwire.protocol.remote.DomainIsActive;
import dev.guestwire.protocol.remote.DomainIsPersistent;
import dev.guestwire.protocol.remote.DomainIsUpdated;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.protocol.remote.DomainManagedSave;
import dev.guestwire.protocol.remote.DomainReboot;
import dev.guestwire.protocol.remote.DomainRename;
import dev.guestwire.protocol.remote.DomainReset;
import dev.guestwire.protocol.remote.DomainResume;
import dev.guestwire.protocol.remote.DomainSetAutostart;
import dev.guestwire.protocol.remote.DomainShutdownFlags;
import dev.guestwire.protocol.remote.DomainSuspend;
import dev.guestwire.protocol.remote.DomainUndefineFlags;
import dev.guestwire.protocol.remote.DomainUpdateDeviceFlags;
import dev.guestwire.resource.GuestCpus;
import dev.guestwire.resource.GuestMemory;
import dev.guestwire.resource.GuestTraffic;
import dev.guestwire.save.ManagedSave;
import dev.guestwire.save.SaveOption;
import dev.guestwire.snapshot.Checkpoints;
import dev.guestwire.snapshot.Snapshots;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.domain.Domain;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One virtual machine of a host, by its identity. It holds no state: methods ask the daemon, which finds the guest by its
 * UUID. Two are equal if they have the same UUID and host.
 */
public final class Guest {
    private static final int NO_ID = -1;

    private final Host host;
    private final String name;
    private final UUID uuid;

    Guest(Host host, dev.guestwire.protocol.remote.Domain domain) {
        this(host, domain.name(), domain.uuid());
    }

    private Guest(Host host, String name, UUID uuid) {
        this.host = host;
        this.name = name;
        this.uuid = uuid;
    }

    /** {@return the host that was asked for it} */
    public Host host() {
        return host;
    }

    /** {@return its name when it was looked up, listed or told of} */
    public String name() {
        return name;
    }

    /** {@return what tells it from all other guests} */
    public UUID uuid() {
        return uuid;
    }

    /** {@return how calls name this guest, for {@link Host#call}} */
    public dev.guestwire.protocol.remote.Domain handle() {
        return new dev.guestwire.protocol.remote.Domain(name, uuid, NO_ID);
    }

    /** {@return the number it has while it is active: {@code virDomainGetID}} */
    public OptionalInt id() {
        int id = host.call(new DomainLookupByUuid(uuid)).dom().id();
        return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** {@return what it is doing, and why: {@code virDomainGetState}} */
    public GuestState state() {
        return GuestState.of(host.call(new DomainGetState(handle(), 0)));
    }

    /** {@return its memory, CPUs and CPU time: {@code virDomainGetInfo}} */
    public GuestResources info() {
        return GuestResources.of(host.call(new DomainGetInfo(handle())));
    }

    /** {@return whether it runs or is paused: {@code virDomainIsActive}} */
    public boolean isActive() {
        return host.call(new DomainIsActive(handle())).active() != 0;
    }

    /** {@return whether it is still known when it stops: {@code virDomainIsPersistent}} */
    public boolean isPersistent() {
        return host.call(new DomainIsPersistent(handle())).persistent() != 0;
    }

    /** {@return what it shows, and its keyboard} */
    public Screen screen() {
        return new Screen(this);
    }

    /** {@return its consoles and channels} */
    public Console console() {
        return new Console(this);
    }

    /** {@return whether its definition changed since it was started: {@code virDomainIsUpdated}} */
    public boolean isUpdated() {
        return host.call(new DomainIsUpdated(handle())).updated() != 0;
    }

    /** {@return its document, without flags what runs now and no passwords: {@code virDomainGetXMLDesc}} */
    public String xmlDescription(Flag.Xml... flags) {
        return host.call(new DomainGetXmlDesc(handle(), Flag.word(flags))).xml();
    }

    /** {@return its definition; {@code INACTIVE}: what its next start takes, else what runs now: {@code virDomainGetXMLDesc}} */
    public Domain definition(Flag.Xml... flags) {
        return Domain.parse(xmlDescription(flags));
    }

    /** {@return its devices of a kind as they are now, such as {@code Disk.class}; {@code Device.class} for all} */
    public <D extends Device> List<D> devices(Class<D> kind) {
        return definition().devices(kind);
    }

    /**
     * Plugs a device in: {@code virDomainAttachDeviceFlags}. Without flags libvirt takes what is current: of a guest that runs
     * what runs alone, until it stops; of one that is off its definition. Name LIVE and CONFIG for both.
     */
    public void attach(Device device, Flag.Affect... affected) {
        attach(device.xml().toXml(), affected);
    }

    /** Plugs a device in, an element of libvirt's: {@code virDomainAttachDeviceFlags}. Without flags what is current, as above. */
    public void attach(String xml, Flag.Affect... affected) {
        host.call(new DomainAttachDeviceFlags(handle(), xml, Flag.word(affected)));
    }

    /** Asks to unplug the device that a description selects: {@code virDomainDetachDeviceFlags}; {@link #detachment} waits. */
    public void detach(Device device, Flag.Affect... affected) {
        detach(device.xml().toXml(), affected);
    }

    /** Asks to unplug the device that an element selects: {@code virDomainDetachDeviceFlags}. Without flags: what is current. */
    public void detach(String xml, Flag.Affect... affected) {
        host.call(new DomainDetachDeviceFlags(handle(), xml, Flag.word(affected)));
    }

    /** Asks to unplug a device by its alias: {@code virDomainDetachDeviceAlias}; {@link #detachment} waits until it is gone. */
    public void detachByAlias(String alias, Flag.Affect... affected) {
        host.call(new DomainDetachDeviceAlias(handle(), alias, Flag.word(affected)));
    }

    /** Changes a device, such as a card's link: {@code virDomainUpdateDeviceFlags}. Without flags: what is current. */
    public void update(Device device, Flag.Update... flags) {
        update(device.xml().toXml(), flags);
    }

    /** Changes a device, given as libvirt's element with all that shall stay: {@code virDomainUpdateDeviceFlags}. */
    public void update(String xml, Flag.Update... flags) {
        host.call(new DomainUpdateDeviceFlags(handle(), xml, Flag.word(flags)));
    }

    /** {@return what programs and people noted in its definition} */
    public GuestMetadata metadata() {
        return new GuestMetadata(this);
    }

    /** {@return its virtual CPUs and I/O threads} */
    public GuestCpus cpus() {
        return new GuestCpus(this);
    }

    /** {@return its memory} */
    public GuestMemory memory() {
        return new GuestMemory(this);
    }

    /** {@return what a network card sends and receives, by its MAC address or its end on the host, such as {@code vnet0}} */
    public GuestTraffic traffic(String card) {
        return new GuestTraffic(this, card);
    }

    /**
     * Changes what its next start takes: reads the stored definition and defines it anew as {@link StoredDefinition#redefine} does.
     * @return the definition as libvirt keeps it now, which may lack parts that were sent
     * @throws dev.guestwire.error.ConcurrentChangeException if somebody else has changed it meanwhile; then nothing was defined
     */
    public Domain redefine(UnaryOperator<Domain> change, Flag.Define... flags) {
        return StoredDefinition.of(this).redefine(change, flags);
    }

    /** Starts it: {@code virDomainCreateWithFlags}. A managed save is restored, unless told otherwise. Returns when it runs. */
    public void start(Flag.Start... flags) {
        host.call(new DomainCreateWithFlags(handle(), Flag.word(flags)));
    }

    /**
     * Asks its system to shut down: {@code virDomainShutdownFlags}; {@link #power} also waits. Asked no way, QEMU's driver asks
     * the agent, then ACPI, which fails with OPERATION_INVALID if the agent was quick.
     */
    public void shutdown(Flag.Shutdown... ways) {
        host.call(new DomainShutdownFlags(handle(), Flag.word(ways)));
    }

    /** Asks its system to reboot: {@code virDomainReboot}. Returns when it was asked. */
    public void reboot(Flag.Shutdown... ways) {
        host.call(new DomainReboot(handle(), Flag.word(ways)));
    }

    /** Presses its reset button: {@code virDomainReset}. What it has not written is lost. */
    public void reset() {
        host.call(new DomainReset(handle(), 0));
    }

    /** Pulls its plug: {@code virDomainDestroyFlags}. Gets through when calls hang; what it has not written is lost. */
    public void destroy(Flag.Destroy... flags) {
        host.call(new DomainDestroyFlags(handle(), Flag.word(flags)));
    }

    /** Halts its virtual CPUs; its memory stays: {@code virDomainSuspend}. */
    public void suspend() {
        host.call(new DomainSuspend(handle()));
    }

    /** Lets its virtual CPUs go on: {@code virDomainResume}. */
    public void resume() {
        host.call(new DomainResume(handle()));
    }

    /** Sends every virtual CPU a non-maskable interrupt, on which many systems write a crash dump: {@code virDomainInjectNMI}. */
    public void injectNmi() {
        host.call(new DomainInjectNmi(handle(), 0));
    }

    /** Stops it and keeps its memory; the next start goes on from there: {@code virDomainManagedSave}. Returns when it is off. */
    public void managedSave(SaveOption... options) {
        host.call(new DomainManagedSave(handle(), Flag.word(options)));
    }

    /** {@return what {@link #managedSave} kept, and files with saved memory} */
    public ManagedSave saved() {
        return new ManagedSave(this);
    }

    /**
     * Forgets its definition: {@code virDomainUndefineFlags}. An active guest goes on, and is gone when it stops.
     * @param flags what else goes; all that it has needs its flag: {@link Flag.Undefine#everythingBut} names them
     * @throws dev.guestwire.error.UnsupportedException if the daemon does not know a flag; then nothing happened
     */
    public void undefine(Flag.Undefine... flags) {
        host.call(new DomainUndefineFlags(handle(), Flag.word(flags)));
    }

    /** {@return a disk of it, by its target such as {@code vda}, or by the path of its source; asks nobody} */
    public BlockDevice disk(String name) {
        return new BlockDevice(this, name);
    }

    /** {@return a request to plug in a device, and to have it as the guest sees it} */
    public AttachRequest attachment(Device device) {
        return new AttachRequest(this, device);
    }

    /** {@return a request to unplug the device that a description {@linkplain Device#selects selects}, and to know its end} */
    public DetachRequest detachment(Device device) {
        return new DetachRequest(this, device);
    }

    /** {@return a request to unplug the device of an alias, and to know its end} */
    public DetachRequest detachment(String alias) {
        return new DetachRequest(this, alias);
    }

    /** {@return the job it may have, such as a migration; asks nobody} */
    public GuestJob job() {
        return new GuestJob(this);
    }

    /** {@return a request to move it to another host, peer-to-peer, by the URI that its own host reaches that by} */
    public MigrationRequest migration(String destination) {
        return new MigrationRequest(this, destination);
    }

    /** {@return a request to move it to another host, where this process leads both through it} */
    public MigrationRequest migration(Host destination) {
        return new MigrationRequest(this, destination);
    }

    /** {@return QEMU's monitor of it; asks nobody} */
    public Monitor monitor() {
        return new Monitor(this);
    }

    /** {@return whether it starts with its host: {@code virDomainGetAutostart}} */
    public boolean autostart() {
        return host.call(new DomainGetAutostart(handle())).autostart() != 0;
    }

    /** Decides whether it starts with its host: {@code virDomainSetAutostart}. Only for a persistent guest. */
    public void autostart(boolean wanted) {
        host.call(new DomainSetAutostart(handle(), wanted ? 1 : 0));
    }

    /** {@return it by a new name, that it was given: {@code virDomainRename}} QEMU wants it off, and without snapshots. */
    public Guest rename(String newName) {
        host.call(new DomainRename(handle(), dev.guestwire.rpc.asking.Demand.name(newName, "a guest's name"), 0));
        return new Guest(host, newName, uuid);
    }

    /** {@return what its agent can do} */
    public GuestAgent agent() {
        return new GuestAgent(this);
    }

    /** {@return its addresses as far as anybody knows them, and who told: {@code virDomainInterfaceAddresses}} */
    public Optional<KnownAddresses> addresses() {
        return KnownAddresses.of(this);
    }

    /** {@return it turned off, on and anew with patience} */
    public Power power() {
        return new Power(this);
    }

    /** {@return its file systems, frozen: {@link GuestAgent#quiesce}} */
    public QuiescedFilesystems quiesce(Duration deadline, String... mountPoints) {
        return agent().quiesce(deadline, mountPoints);
    }

    /** {@return its snapshots} */
    public Snapshots snapshots() {
        return new Snapshots(this);
    }

    /** {@return its checkpoints} */
    public Checkpoints checkpoints() {
        return new Checkpoints(this);
    }

    /** Calls a listener for every event of this guest, and for those of the connection, from when this method returns. */
    public Subscription onEvent(Consumer<? super HostEvent> listener) {
        return host.events().subscribe(HostEvent.class, this, listener);
    }

    /**
     * Calls a listener for one kind of events of this guest: a class of events or a family of them.
     *
     * @throws dev.guestwire.error.CallFailedException if the daemon knows no event of that kind
     */
    public <E extends HostEvent> Subscription onEvent(Class<E> kind, Consumer<? super E> listener) {
        return host.events().subscribe(kind, this, listener);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Guest that && host == that.host && uuid.equals(that.uuid);
    }

    @Override
    public int hashCode() {
        return uuid.hashCode();
    }

    /** {@return its name and UUID} */
    @Override
    public String toString() {
        return name + " (" + uuid + ")";
    }
}
