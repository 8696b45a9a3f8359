package dev.guestwire;

import dev.guestwire.agent.GuestAgent;
import dev.guestwire.block.BlockDevice;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.job.GuestJob;
import dev.guestwire.job.MigrationRequest;
import dev.guestwire.job.Monitor;
import dev.guestwire.protocol.remote.DomainCreateWithFlags;
import dev.guestwire.protocol.remote.DomainDestroyFlags;
import dev.guestwire.protocol.remote.DomainGetAutostart;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainIsActive;
import dev.guestwire.protocol.remote.DomainIsPersistent;
import dev.guestwire.protocol.remote.DomainIsUpdated;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.protocol.remote.DomainReboot;
import dev.guestwire.protocol.remote.DomainRename;
import dev.guestwire.protocol.remote.DomainReset;
import dev.guestwire.protocol.remote.DomainResume;
import dev.guestwire.protocol.remote.DomainSetAutostart;
import dev.guestwire.protocol.remote.DomainShutdownFlags;
import dev.guestwire.protocol.remote.DomainSuspend;
import dev.guestwire.protocol.remote.DomainUndefineFlags;
import dev.guestwire.snapshot.Checkpoints;
import dev.guestwire.snapshot.Snapshots;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.domain.Domain;
import java.util.List;
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

    /** {@return whether its definition changed since it was started: {@code virDomainIsUpdated}} */
    public boolean isUpdated() {
        return host.call(new DomainIsUpdated(handle())).updated() != 0;
    }

    /**
     * {@return its document: {@code virDomainGetXMLDesc}}
     *
     * @param flags what the document shows; none: what runs now, without passwords
     */
    public String xmlDescription(Flag.Xml... flags) {
        return host.call(new DomainGetXmlDesc(handle(), Flag.word(flags))).xml();
    }

    /**
     * {@return its definition: {@code virDomainGetXMLDesc}}
     *
     * @param flags what it shows; none: what runs now, without passwords. {@code INACTIVE}: what the next start takes
     */
    public Domain definition(Flag.Xml... flags) {
        return Domain.parse(xmlDescription(flags));
    }

    /**
     * {@return its devices of a kind, as they are now}
     *
     * @param kind such as {@code Disk.class}; {@code Device.class} for all
     */
    public <D extends Device> List<D> devices(Class<D> kind) {
        return definition().devices(kind);
    }

    /**
     * Changes what its next start takes: reads the definition, passwords included, and defines it anew if the change makes
     * a difference. A guest that runs goes on as it is; a transient one becomes persistent. What others changed between the
     * reading and the defining is lost.
     *
     * @param change from the definition as it is to the one wanted; the UUID stays
     * @return the definition sent, or found if nothing was to be changed
     * @throws InvalidInputException if the change makes it another guest
     */
    public Domain redefine(UnaryOperator<Domain> change, Flag.Define... flags) {
        var before = definition(Flag.Xml.INACTIVE, Flag.Xml.SECURE);
        var after = change.apply(before);
        if (!after.uuid().equals(before.uuid())) {
            throw new InvalidInputException(
                    "Redefining guest " + name() + " would change its UUID, which makes another guest: use Host.define",
                    null);
        }
        if (!after.equals(before)) {
            host.define(after, flags);
        }
        return after;
    }

    /**
     * Starts it: {@code virDomainCreateWithFlags}. A managed save is restored, unless told otherwise. Returns when it runs.
     */
    public void start(Flag.Start... flags) {
        host.call(new DomainCreateWithFlags(handle(), Flag.word(flags)));
    }

    /**
     * Asks its system to shut down: {@code virDomainShutdownFlags}. Returns when it was asked; it may take its time, or not
     * listen. {@link LifecycleEvent.Stopped} tells when it is off.
     *
     * <p>Without ways, QEMU's driver asks the agent first and then presses the power button. An agent that shuts the guest down
     * before it answers makes that second step fail with OPERATION_INVALID although all went well: name {@code ACPI} or
     * {@code AGENT} to know.
     *
     * @param ways how to ask; none: the hypervisor chooses. QEMU refuses more than {@code ACPI} and {@code AGENT}
     */
    public void shutdown(Flag.Shutdown... ways) {
        host.call(new DomainShutdownFlags(handle(), Flag.word(ways)));
    }

    /**
     * Asks its system to reboot: {@code virDomainReboot}. Returns when it was asked.
     *
     * @param ways how to ask; none: the hypervisor chooses
     */
    public void reboot(Flag.Shutdown... ways) {
        host.call(new DomainReboot(handle(), Flag.word(ways)));
    }

    /** Presses its reset button: {@code virDomainReset}. What it has not written is lost. */
    public void reset() {
        host.call(new DomainReset(handle(), 0));
    }

    /**
     * Pulls its plug: {@code virDomainDestroyFlags}. What it has not written is lost; a transient guest is gone. Returns
     * when it is off. Gets through when other calls to its hypervisor hang.
     */
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

    /**
     * Forgets its definition: {@code virDomainUndefineFlags}. An active guest goes on, and is gone when it stops.
     *
     * @param flags what else goes; a guest with a managed save, snapshots, checkpoints or NVRAM needs the flag for it
     */
    public void undefine(Flag.Undefine... flags) {
        host.call(new DomainUndefineFlags(handle(), Flag.word(flags)));
    }

    /** {@return a disk of it, by its target such as {@code vda}, or by the path of its source; asks nobody} */
    public BlockDevice disk(String name) {
        return new BlockDevice(this, name);
    }

    /** {@return the job it may have, such as a migration; asks nobody} */
    public GuestJob job() {
        return new GuestJob(this);
    }

    /** {@return a request to move it to another host, by the URI that its own host reaches that by} */
    public MigrationRequest migration(String destination) {
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

    /**
     * Gives it a new name: {@code virDomainRename}. QEMU wants it off, and without snapshots.
     *
     * @return it, by its new name
     */
    public Guest rename(String newName) {
        host.call(new DomainRename(handle(), newName, 0));
        return new Guest(host, newName, uuid);
    }

    /** {@return what its agent can do} */
    public GuestAgent agent() {
        return new GuestAgent(this);
    }

    /** {@return its snapshots} */
    public Snapshots snapshots() {
        return new Snapshots(this);
    }

    /** {@return its checkpoints} */
    public Checkpoints checkpoints() {
        return new Checkpoints(this);
    }

    /**
     * Calls a listener for every event of this guest, for {@link HostEvent.Resynced} and for
     * {@link HostEvent.ConnectionClosed}. The daemon knows of it when this method returns.
     */
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
