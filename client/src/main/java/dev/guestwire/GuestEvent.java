package dev.guestwire;

import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.TypedParam;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to a guest. libvirt's number of each event is in its description; number 0 is the family
 * {@link LifecycleEvent}.
 */
public sealed interface GuestEvent extends HostEvent
        permits LifecycleEvent,
                DeviceEvent,
                JobEvent,
                GuestEvent.Rebooted,
                GuestEvent.ClockChanged,
                GuestEvent.WatchdogFired,
                GuestEvent.GraphicsClient,
                GuestEvent.ControlLost,
                GuestEvent.WokeUp,
                GuestEvent.SuspendedToMemory,
                GuestEvent.BalloonChanged,
                GuestEvent.SuspendedToDisk,
                GuestEvent.TunablesChanged,
                GuestEvent.AgentChanged,
                GuestEvent.MetadataChanged,
                GuestEvent.MemoryFailed,
                GuestEvent.ChannelChanged,
                GuestEvent.QemuEvent,
                GuestEvent.Unknown {
    /** {@return the guest it happened to} */
    Guest guest();

    /** Event 1: it rebooted. */
    record Rebooted(Guest guest) implements GuestEvent {}

    /**
     * Event 2: it set its clock.
     *
     * @param offset how far its clock is from the host's UTC now
     */
    record ClockChanged(Guest guest, Duration offset) implements GuestEvent {}

    /**
     * Event 3: its watchdog fired.
     *
     * @param action what libvirt does about it
     */
    record WatchdogFired(Guest guest, Coded<WatchdogFired.Action> action) implements GuestEvent {
        /** What a watchdog can do. */
        public enum Action {
            NONE,
            PAUSE,
            RESET,
            POWEROFF,
            SHUTDOWN,
            DEBUG,
            INJECT_NMI,
            UNKNOWN
        }
    }

    /**
     * Event 5: somebody connects to its screen or leaves it.
     *
     * @param phase what the client does
     * @param local the server's address
     * @param remote the client's address
     * @param authScheme how the client was authenticated
     * @param subject who the client is; empty if it was not asked
     */
    record GraphicsClient(
            Guest guest,
            Coded<GraphicsClient.Phase> phase,
            Address local,
            Address remote,
            String authScheme,
            List<Identity> subject)
            implements GuestEvent {
        /** Copies the list. */
        public GraphicsClient {
            subject = List.copyOf(subject);
        }

        /** What a client does. */
        public enum Phase {
            CONNECT,
            INITIALIZE,
            DISCONNECT,
            UNKNOWN
        }

        /** What kind of address. */
        public enum Family {
            IPV4,
            IPV6,
            UNIX,
            UNKNOWN
        }

        /**
         * One end of the connection.
         *
         * @param family what kind of address
         * @param node the IP address or the socket's path
         * @param service the port
         */
        public record Address(Coded<GraphicsClient.Family> family, String node, String service) {}

        /**
         * One thing known of the client.
         *
         * @param type what is known, such as {@code x509dname}
         * @param name its value
         */
        public record Identity(String type, String name) {}
    }

    /** Event 7: libvirt lost control of its hypervisor; the guest may still run. */
    record ControlLost(Guest guest) implements GuestEvent {}

    /** Event 11: it woke from its sleep. */
    record WokeUp(Guest guest) implements GuestEvent {}

    /** Event 12: it went to sleep in memory. */
    record SuspendedToMemory(Guest guest) implements GuestEvent {}

    /**
     * Event 13: its memory balloon changed.
     *
     * @param memoryKib the memory it has now, in KiB
     */
    record BalloonChanged(Guest guest, long memoryKib) implements GuestEvent {}

    /** Event 14: it went to sleep on its disk. */
    record SuspendedToDisk(Guest guest) implements GuestEvent {}

    /**
     * Event 17: limits or pinning changed.
     *
     * @param values what changed, by libvirt's names such as {@code cputune.cpu_shares}
     */
    record TunablesChanged(Guest guest, List<TypedParam> values) implements GuestEvent {
        /** Copies the list. */
        public TunablesChanged {
            values = List.copyOf(values);
        }
    }

    /**
     * Event 18: its guest agent came or went.
     *
     * @param state whether the agent is there now
     * @param reason why libvirt thinks so
     */
    record AgentChanged(Guest guest, Coded<ChannelState> state, Coded<ChannelReason> reason) implements GuestEvent {}

    /**
     * Event 23: its metadata changed.
     *
     * @param type which part
     * @param namespace the namespace of the changed element, for {@link Type#ELEMENT}
     */
    record MetadataChanged(Guest guest, Coded<MetadataChanged.Type> type, Optional<String> namespace)
            implements GuestEvent {
        /** A part of the metadata. */
        public enum Type {
            DESCRIPTION,
            TITLE,
            ELEMENT,
            UNKNOWN
        }
    }

    /**
     * Event 25: a memory chip of the host failed under it.
     *
     * @param recipient whose memory it was
     * @param action what was done
     * @param flags libvirt's {@code virDomainMemoryFailureFlags}
     */
    record MemoryFailed(
            Guest guest, Coded<MemoryFailed.Recipient> recipient, Coded<MemoryFailed.Action> action, int flags)
            implements GuestEvent {
        /** {@return whether the guest must act at once} */
        public boolean isActionRequired() {
            return (flags & 1) != 0;
        }

        /** {@return whether it failed while an earlier failure was being dealt with} */
        public boolean isRecursive() {
            return (flags & 2) != 0;
        }

        /** Whose memory failed. */
        public enum Recipient {
            HYPERVISOR,
            GUEST,
            UNKNOWN
        }

        /** What was done about it. */
        public enum Action {
            /** Nothing: it can be recovered from. */
            IGNORE,
            /** The guest was told. */
            INJECT,
            /** The hypervisor ended. */
            FATAL,
            /** The guest was reset. */
            RESET,
            UNKNOWN
        }
    }

    /**
     * Event 29, since libvirt 12.4: something in it opened or closed one of its channels.
     *
     * @param channel the name of the channel
     * @param state whether it is open now
     * @param reason why libvirt thinks so
     */
    record ChannelChanged(Guest guest, String channel, Coded<ChannelState> state, Coded<ChannelReason> reason)
            implements GuestEvent {}

    /**
     * QEMU said something of itself: {@code virConnectDomainQemuMonitorEventRegister}. Comes only to who listens to this
     * class by name; libvirt does not promise to keep it.
     *
     * @param event QEMU's name of it, such as {@code BLOCK_JOB_COMPLETED}
     * @param at when, by the clock of the host
     * @param details QEMU's JSON, if there is more to say
     */
    record QemuEvent(Guest guest, String event, Instant at, Optional<String> details) implements GuestEvent {
        /** {@return the event without its details, which may hold secrets} */
        @Override
        public String toString() {
            return "QemuEvent[guest=" + guest + ", event=" + event + ", at=" + at + "]";
        }
    }

    /**
     * What this release has no name for.
     *
     * @param event what the daemon sent
     */
    record Unknown(Guest guest, Event event) implements GuestEvent {}

    /** Whether something in the guest listens at a channel. */
    enum ChannelState {
        CONNECTED,
        DISCONNECTED,
        UNKNOWN
    }

    /** Why libvirt thinks so of a channel. */
    enum ChannelReason {
        /** libvirt gives none. */
        UNSPECIFIED,
        /** The guest was started. */
        DOMAIN_STARTED,
        /** The channel itself was opened or closed. */
        CHANNEL,
        UNKNOWN
    }
}
