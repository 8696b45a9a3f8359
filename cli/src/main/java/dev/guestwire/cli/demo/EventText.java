package dev.guestwire.cli.demo;

import dev.guestwire.Coded;
import dev.guestwire.DeviceEvent;
import dev.guestwire.GuestEvent;
import dev.guestwire.JobEvent;
import dev.guestwire.LifecycleEvent;
import java.util.Locale;

/** Events in words. */
final class EventText {
    private EventText() {}

    /** {@return such as {@code stopped (shutdown)}} */
    static String of(GuestEvent event) {
        return switch (event) {
            case LifecycleEvent.Defined defined -> "defined" + why(defined.reason());
            case LifecycleEvent.Undefined undefined -> "undefined" + why(undefined.reason());
            case LifecycleEvent.Started started -> "started" + why(started.reason());
            case LifecycleEvent.Suspended suspended -> "suspended" + why(suspended.reason());
            case LifecycleEvent.Resumed resumed -> "resumed" + why(resumed.reason());
            case LifecycleEvent.Stopped stopped -> "stopped" + why(stopped.reason());
            case LifecycleEvent.ShutDown shutDown -> "shut down" + why(shutDown.reason());
            case LifecycleEvent.PmSuspended asleep -> "asleep" + why(asleep.reason());
            case LifecycleEvent.Crashed crashed -> "crashed" + why(crashed.reason());
            case GuestEvent.AgentChanged agent -> "agent " + words(agent.state()) + why(agent.reason());
            case DeviceEvent.Added added -> added.alias() + " added";
            case DeviceEvent.Removed removed -> removed.alias() + " removed";
            case JobEvent.BlockJobChanged job -> words(job.type()) + " of " + job.disk() + " " + words(job.status());
            default -> event.getClass().getSimpleName();
        };
    }

    private static String why(Coded<?> reason) {
        return " (" + words(reason) + ")";
    }

    private static String words(Coded<?> code) {
        return code.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
