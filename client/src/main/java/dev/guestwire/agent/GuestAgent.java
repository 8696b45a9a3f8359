package dev.guestwire.agent;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainAgentSetResponseTimeout;
import dev.guestwire.protocol.remote.DomainAuthorizedSshKeysGet;
import dev.guestwire.protocol.remote.DomainAuthorizedSshKeysSet;
import dev.guestwire.protocol.remote.DomainFsfreeze;
import dev.guestwire.protocol.remote.DomainFsthaw;
import dev.guestwire.protocol.remote.DomainFstrim;
import dev.guestwire.protocol.remote.DomainGetFsinfo;
import dev.guestwire.protocol.remote.DomainGetGuestInfo;
import dev.guestwire.protocol.remote.DomainGetHostname;
import dev.guestwire.protocol.remote.DomainGetTime;
import dev.guestwire.protocol.remote.DomainInterfaceAddresses;
import dev.guestwire.protocol.remote.DomainSetTime;
import dev.guestwire.protocol.remote.DomainSetUserPassword;
import dev.guestwire.rpc.asking.Demand;
import dev.guestwire.rpc.reading.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the agent in a guest. It holds no state. Unless a method says otherwise it throws
 * {@link AgentUnavailableException} if the agent does not answer, {@link dev.guestwire.error.UnsupportedException} if there
 * is none or it cannot do this, and {@link dev.guestwire.error.WrongStateException} if the guest does not run.
 */
public final class GuestAgent {
    static final String PING = "{\"execute\":\"guest-ping\"}";
    private static final int FROM_RTC = 1;
    private static final int ENCRYPTED = 1;
    private static final int APPEND = 1;
    private static final int REMOVE = 2;
    private static final Duration QUEUE = Duration.ofSeconds(10);

    private final Guest guest;

    /** Names the agent of a guest; asks nobody. */
    public GuestAgent(Guest guest) {
        this.guest = guest;
    }

    /** {@return whether the guest has an agent, by its definition; the agent is not asked} */
    public AgentChannel channel() {
        return AgentChannel.of(guest.definition());
    }

    /**
     * Waits until the guest's agent has its channel open. It looks at once, and at each event of the channel. An agent
     * whose channel is open may still not answer, as after many migrations: {@link #awaitAnswer} waits until it does.
     *
     * @throws dev.guestwire.error.JobNotCompletedException STILL_RUNNING if it did not come in time; FAILED if the guest has
     *     no channel for an agent; UNKNOWN if the connection ended
     */
    public void awaitConnected(Duration patience) throws InterruptedException {
        new ConnectedAgent(guest).await(patience);
    }

    /**
     * Asks the agent for a sign of life, and waits for it as long as the daemon thinks right: {@code guest-ping}, by
     * {@code virDomainQemuAgentCommand}.
     *
     * @return how long the answer took
     */
    public Duration ping() {
        return ping(AgentTimeout.DEFAULT);
    }

    /**
     * Asks the agent for a sign of life: {@code guest-ping}, by {@code virDomainQemuAgentCommand}.
     *
     * @param timeout how long the daemon waits for it
     * @return how long the answer took
     */
    public Duration ping(AgentTimeout timeout) {
        long began = System.nanoTime();
        command(PING, timeout);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /**
     * Waits until the guest's agent answers, as it does some time after a start or a migration: {@link #ping} again and
     * again, at each event of its channel and else half a second after the last.
     *
     * @throws dev.guestwire.error.JobNotCompletedException STILL_RUNNING if no answer came in time, with what was said
     *     last; UNKNOWN if the connection ended
     * @throws dev.guestwire.error.WrongStateException if the guest does not run
     */
    public void awaitAnswer(Duration patience) throws InterruptedException {
        new ConnectedAgent(guest).awaitAnswer(patience);
    }

    /** {@return the guest's clock: {@code virDomainGetTime}} */
    public Instant time() {
        DomainGetTime ask = new DomainGetTime(dom(), 0);
        DomainGetTime.Reply time = call(ask);
        return Figure.of(ask, "seconds", time.seconds()).moment(Integer.toUnsignedLong(time.nseconds()));
    }

    /** Sets the guest's clock: {@code virDomainSetTime}. */
    public void time(Instant now) {
        call(new DomainSetTime(dom(), now.getEpochSecond(), now.getNano(), 0));
    }

    /**
     * Sets the guest's clock to this machine's: {@code virDomainSetTime}. A guest whose agent cannot do it is no error here;
     * all else is, such as a guest that does not run.
     */
    public TimeSync syncTime() {
        return synced(() -> time(Instant.now()));
    }

    /** Sets the guest's clock to that of its hardware, as {@link #syncTime} does, with {@code VIR_DOMAIN_TIME_SYNC}. */
    public TimeSync syncTimeFromRtc() {
        return synced(() -> call(new DomainSetTime(dom(), 0, 0, FROM_RTC)));
    }

    private TimeSync synced(Runnable attempt) {
        TimeSync sync = TimeSync.of(attempt);
        if (sync.outcome() == TimeSync.Outcome.UNSUPPORTED && !guest.isActive()) {
            // QEMU's driver says so of a guest that is off; asked for the time it says what is wrong
            time();
        }
        return sync;
    }

    /**
     * Sets the password of an account in the guest: {@code virDomainSetUserPassword}.
     *
     * @param user the account
     * @param password the password; it is in no log and no exception
     */
    public void userPassword(String user, String password) {
        call(new DomainSetUserPassword(dom(), user, password, 0));
    }

    /**
     * Sets the password of an account in the guest, hashed already: {@code virDomainSetUserPassword}.
     *
     * @param user the account
     * @param hash what the guest's system keeps, such as {@code $6$…}; it is in no log and no exception
     */
    public void userPasswordHash(String user, String hash) {
        call(new DomainSetUserPassword(dom(), user, hash, ENCRYPTED));
    }

    /**
     * Stops writing to file systems, their buffers written out: {@code virDomainFSFreeze}. Who writes in the guest stands
     * still until {@link #thaw}; {@link #whileFrozen} does not forget that.
     *
     * @param mountPoints which; none: all
     * @return how many are frozen
     */
    public int freeze(String... mountPoints) {
        return call(new DomainFsfreeze(dom(), List.of(mountPoints), 0)).filesystems();
    }

    /**
     * Ends a freeze: {@code virDomainFSThaw}.
     *
     * @param mountPoints which; none: all, and QEMU knows no other
     * @return how many were thawed
     */
    public int thaw(String... mountPoints) {
        return call(new DomainFsthaw(dom(), List.of(mountPoints), 0)).filesystems();
    }

    /**
     * Freezes file systems until the result is closed, a deadline has passed, the connection is lost or the host is closed,
     * whichever comes first.
     *
     * @param deadline how long they may stay frozen, the freezing included: an agent that takes longer is given up
     * @param mountPoints which; none: all
     * @throws NoAnswerException if the freeze was not answered within the deadline, or the connection was lost; what may be
     *     frozen is thawed as soon as the guest can be reached, and a suppressed exception tells of that
     * @throws dev.guestwire.error.InvalidInputException if some of those that are named cannot be frozen; then none is
     */
    public QuiescedFilesystems quiesce(Duration deadline, String... mountPoints) {
        return QuiescedFilesystems.freeze(guest, deadline, mountPoints);
    }

    /**
     * Does something while all file systems are frozen, and thaws them whatever happens: also after a freeze without an
     * answer, which may have frozen them, and over a connection of its own if the host's is lost or closed meanwhile.
     *
     * @return what the action returns
     */
    public <T extends @Nullable Object> T whileFrozen(Supplier<T> action) {
        return new FrozenWork(guest).run(action);
    }

    /**
     * Sees to it that a guest's file systems are thawed after a call that may have left them frozen: one whose answer never came,
     * or that was refused because the agent did not answer or could not thaw. {@code Snapshots} and {@code Checkpoints} do this by
     * themselves where {@code QUIESCE} was asked for; this is for calls by {@link dev.guestwire.Host#call}. It asks for a
     * thaw over the host's connection while that stands, else over one of its own, and again for ten minutes. If the connection was
     * lost it waits up to ten seconds for that. The exception is given a suppressed one, which says whether the file systems are
     * thawed or may be frozen, and how to thaw them.
     *
     * @param failed what the call threw; if it cannot have frozen anything, nothing is done
     */
    public void thawAfter(LibvirtException failed) {
        if (LostFreeze.isPossible(failed)) {
            new LostFreeze(guest, new Thawing(guest, Thawing.Pace.USUAL)).toldBy(failed);
        }
    }

    /** Nobody who can be asked means that nothing is known, and the agent may be there. */
    boolean isConnectedAsFarAsKnown() {
        try {
            return channel() == AgentChannel.CONNECTED;
        } catch (LibvirtException unknown) {
            return true;
        }
    }

    /** Tells the guest's disks which blocks of its file systems are free: {@code virDomainFSTrim}. */
    public void trim() {
        trim(null, 0);
    }

    /**
     * Tells the guest's disks which blocks are free: {@code virDomainFSTrim}.
     *
     * @param mountPoint which file system; null: all, and QEMU knows no other
     * @param minimumBytes free ranges that are shorter are left alone
     */
    public void trim(@Nullable String mountPoint, long minimumBytes) {
        call(new DomainFstrim(dom(), mountPoint, Demand.atLeast(0, minimumBytes, "the least bytes of a trim"), 0));
    }

    /** {@return the file systems that are mounted in the guest: {@code virDomainGetFSInfo}} */
    public List<MountedFilesystem> filesystems() {
        return call(new DomainGetFsinfo(dom(), 0)).info().stream()
                .map(MountedFilesystem::of)
                .toList();
    }

    /**
     * {@return what the agent tells of the guest: {@code virDomainGetGuestInfo}}
     *
     * @param groups what to ask for; none: all that this agent can tell. Who names a group gets an error if it cannot
     */
    public GuestDetails details(GuestDetails.Group... groups) {
        var params = call(new DomainGetGuestInfo(dom(), Flag.word(groups), 0)).params();
        return new DetailsReading(new TypedParams(params)).details();
    }

    /**
     * {@return the guest's host name: {@code virDomainGetHostname}}
     *
     * @param sources who to ask; none: the hypervisor chooses. QEMU takes one at most
     */
    public String hostname(HostnameSource... sources) {
        return call(new DomainGetHostname(dom(), Flag.word(sources))).hostname();
    }

    /** {@return the guest's network interfaces that have addresses: {@code virDomainInterfaceAddresses}} */
    public List<InterfaceAddresses> interfaceAddresses(InterfaceAddresses.Source source) {
        return call(new DomainInterfaceAddresses(dom(), source.number(), 0)).ifaces().stream()
                .map(InterfaceAddresses::of)
                .toList();
    }

    /** {@return the public keys that may log in as a user: {@code virDomainAuthorizedSSHKeysGet}} */
    public List<String> sshKeys(String user) {
        return call(new DomainAuthorizedSshKeysGet(dom(), user, 0)).keys();
    }

    /** Lets more public keys log in as a user: {@code virDomainAuthorizedSSHKeysSet}. */
    public void addSshKeys(String user, List<String> keys) {
        call(new DomainAuthorizedSshKeysSet(dom(), user, keys, APPEND));
    }

    /** Lets public keys no longer log in as a user: {@code virDomainAuthorizedSSHKeysSet}. */
    public void removeSshKeys(String user, List<String> keys) {
        call(new DomainAuthorizedSshKeysSet(dom(), user, keys, REMOVE));
    }

    /** Lets these public keys log in as a user and no others: {@code virDomainAuthorizedSSHKeysSet}. */
    public void replaceSshKeys(String user, List<String> keys) {
        call(new DomainAuthorizedSshKeysSet(dom(), user, keys, 0));
    }

    /** Sends the agent a command of its own protocol and waits as long as the daemon thinks right. */
    public Optional<String> command(String json) {
        return command(json, AgentTimeout.DEFAULT);
    }

    /**
     * Sends the agent a command of its own protocol: {@code virDomainQemuAgentCommand}. Both texts may hold secrets and are
     * in no log.
     *
     * @param json the command, such as {@code {"execute":"guest-ping"}}
     * @param timeout how long the daemon waits for the answer; of a number of seconds this side waits ten more, should the daemon
     *     still be at work on another command of this agent
     * @return the agent's answer, such as {@code {"return":{}}}; empty if it gave none
     */
    public Optional<String> command(String json, AgentTimeout timeout) {
        return command(
                json,
                timeout,
                timeout.seconds() > 0
                        ? Optional.of(Duration.ofSeconds(timeout.seconds()).plus(QUEUE))
                        : Optional.empty());
    }

    Optional<String> command(String json, AgentTimeout timeout, Optional<Duration> deadline) {
        var call = new DomainAgentCommand(dom(), json, timeout.seconds(), 0);
        var answer = deadline.isPresent() ? guest.host().call(call, deadline.get()) : call(call);
        return Optional.ofNullable(answer.result());
    }

    /**
     * Starts a program in the guest: the agent's {@code guest-exec}, by {@code virDomainQemuAgentCommand}. Many guests forbid
     * that in their agent's configuration.
     *
     * @return the program, to be waited for
     * @throws dev.guestwire.error.CallFailedException if there is no such program, or the agent may not run any
     */
    public GuestProcess execute(GuestCommand command) {
        return GuestProcess.start(guest, command);
    }

    /** {@return a program that {@link #execute} started, by its number in the guest; asks nobody} */
    public GuestProcess process(long pid) {
        return new GuestProcess(guest, pid);
    }

    /**
     * Decides how long the daemon waits for this guest's agent from now on, {@link #command} apart:
     * {@code virDomainAgentSetResponseTimeout}.
     */
    public void responseTimeout(AgentTimeout timeout) {
        call(new DomainAgentSetResponseTimeout(dom(), timeout.seconds(), 0));
    }

    /** {@return the guest's name} */
    @Override
    public String toString() {
        return "agent of " + guest;
    }

    private Domain dom() {
        return guest.handle();
    }

    private <R extends XdrValue> R call(Call<R> call) {
        return guest.host().call(call);
    }

    /** Who knows a guest's host name: {@code virDomainGetHostnameFlags}. */
    public enum HostnameSource implements Flag {
        /** The DHCP servers of libvirt's networks. */
        LEASE,
        /** The agent in the guest. */
        AGENT
    }
}
