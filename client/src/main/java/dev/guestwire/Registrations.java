package dev.guestwire;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.protocol.remote.ConnectRegisterCloseCallback;
import dev.guestwire.rpc.Deadline;
import dev.guestwire.rpc.EventLane;
import dev.guestwire.rpc.turn.Journal;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon was asked to tell, once for each topic however many want it. Each question to the daemon is asked by a
 * virtual thread of its own, so that all are under way at once, and its answer is heard however late it comes: a registration
 * whose number nobody knows could never be taken back. Who asked waits no longer than wanted; what nobody wants any more when
 * its answer comes is taken back then.
 */
final class Registrations {
    private static final Journal LOG = new Journal("dev.guestwire.events");
    private static final Duration GOODBYE = Duration.ofMillis(500);

    /**
     * A daemon of guests alone hands on what is about networks, pools, devices and secrets, and may wait there. It stops reading
     * with five such calls; this leaves it one.
     */
    private final Semaphore elsewhere = new Semaphore(4);

    private final CountDownLatch watched = new CountDownLatch(1);

    /** Guards all that follows; held while nothing is waited for. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition answered = lock.newCondition();
    private final Map<Topic, Registration> all = new HashMap<>();
    private @Nullable EventLane lane;
    private @Nullable EventFeed feed;

    /**
     * What the daemon is asked to tell.
     *
     * @param kind which event
     * @param guest of which guest; null for all
     */
    record Topic(EventKind<?> kind, @Nullable Guest guest) {}

    /** How an event names its registration: numbers of different kinds of events collide. */
    record Route(Class<?> wire, int callbackId) {}

    /** A registration with the daemon, and those who want what comes of it. */
    static final class Registration {
        private final Topic topic;
        private final EventLane lane;
        private final EventFeed feed;
        private final List<Subscription> listeners;
        private final CompletableFuture<Integer> number = new CompletableFuture<>();
        private final CompletableFuture<Boolean> left = new CompletableFuture<>();
        private boolean leaving;

        Registration(Topic topic, EventLane lane, EventFeed feed, List<Subscription> listeners) {
            this.topic = topic;
            this.lane = lane;
            this.feed = feed;
            this.listeners = listeners;
        }

        Topic topic() {
            return topic;
        }

        List<Subscription> listeners() {
            return listeners;
        }

        private Route route() {
            return new Route(topic.kind().wire(), number.join());
        }
    }

    /** Asks over another connection from now on; the daemon there knows of nothing yet. */
    void use(EventLane opened, EventFeed fresh) {
        lock.lock();
        try {
            lane = opened;
            feed = fresh;
        } finally {
            lock.unlock();
        }
        inBackground(() -> watchTheDaemonsOwnConnection(opened));
    }

    /** A daemon that is a proxy says when it loses its own connection; others refuse, or never say. */
    private void watchTheDaemonsOwnConnection(EventLane open) {
        try {
            open.register(new ConnectRegisterCloseCallback());
        } catch (LibvirtException refused) {
            LOG.log(Level.DEBUG, "the daemon does not tell of its own connection", refused);
        } finally {
            watched.countDown();
        }
    }

    /** Waits until the daemon has said whether it tells of its own connection, or the time is up. */
    void awaitWatched(Deadline deadline) {
        try {
            if (!watched.await(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS)) {
                LOG.log(Level.DEBUG, "the daemon does not say whether it tells of its own connection");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the daemon anew for all that is wanted, over the connection that is used now. */
    void renew(Deadline deadline) {
        List<Registration> renewed = new ArrayList<>();
        lock.lock();
        try {
            List<Registration> old = List.copyOf(all.values());
            all.clear();
            for (Registration each : old) {
                if (!each.listeners.isEmpty()) {
                    renewed.add(begin(each.topic, each.listeners));
                }
            }
            answered.signalAll();
        } finally {
            lock.unlock();
        }
        for (Registration each : renewed) {
            try {
                await(each, deadline);
            } catch (CallFailedException refused) {
                LOG.log(Level.WARNING, "the daemon does not tell of " + each.topic + " any more", refused);
            }
        }
    }

    /**
     * Lets a subscription hear of a topic; the daemon is being asked when this returns.
     *
     * @throws LibvirtException if the time is up, or the thread is interrupted, before the daemon has forgotten an earlier one
     */
    Registration join(Subscription subscription, Topic topic, Deadline deadline) {
        while (true) {
            Registration there = joined(subscription, topic);
            if (!isLeaving(there)) {
                return there;
            }
            await(there.left, there, deadline);
        }
    }

    private boolean isLeaving(Registration registration) {
        lock.lock();
        try {
            return registration.leaving;
        } finally {
            lock.unlock();
        }
    }

    private Registration joined(Subscription subscription, Topic topic) {
        lock.lock();
        try {
            Registration there = all.get(topic);
            if (there == null) {
                there = begin(topic, new CopyOnWriteArrayList<>());
            } else if (there.number.isCompletedExceptionally()) {
                there = begin(topic, there.listeners);
            }
            if (!there.leaving) {
                there.listeners.add(subscription);
                subscription.topics().add(topic);
            }
            return there;
        } finally {
            lock.unlock();
        }
    }

    private Registration begin(Topic topic, List<Subscription> listeners) {
        var begun = new Registration(topic, Objects.requireNonNull(lane), Objects.requireNonNull(feed), listeners);
        all.put(topic, begun);
        inBackground(() -> ask(begun));
        return begun;
    }

    private void ask(Registration registration) {
        try {
            enter(registration, number(registration));
        } catch (RuntimeException | Error failed) {
            fail(registration, failed);
        }
    }

    private int number(Registration registration) {
        EventKind<?> kind = registration.topic.kind();
        if (kind.isOfGuests()) {
            return kind.family().register(registration.lane, kind.id(), registration.topic.guest());
        }
        elsewhere.acquireUninterruptibly();
        try {
            return kind.family().register(registration.lane, kind.id(), registration.topic.guest());
        } finally {
            elsewhere.release();
        }
    }

    private void enter(Registration registration, int number) {
        boolean unwanted;
        lock.lock();
        try {
            registration.number.complete(number);
            unwanted = registration.listeners.isEmpty();
            registration.leaving = unwanted;
            if (!unwanted) {
                registration.feed.routes().put(registration.route(), registration);
            }
            answered.signalAll();
        } finally {
            lock.unlock();
        }
        if (unwanted) {
            leave(registration);
        }
    }

    /** One that is wanted stays for the next connection, unless the daemon refused it. */
    private void fail(Registration registration, Throwable failed) {
        lock.lock();
        try {
            registration.number.completeExceptionally(failed);
            if (failed instanceof CallFailedException || registration.listeners.isEmpty()) {
                all.remove(registration.topic, registration);
            }
            answered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the daemon has registered it.
     *
     * @throws LibvirtException if the daemon refuses, the connection ends, the time is up or the thread is interrupted
     */
    void await(Registration registration, Deadline deadline) {
        await(registration.number, registration, deadline);
    }

    private static void await(CompletableFuture<?> answer, Registration registration, Deadline deadline) {
        var call = registration.topic.kind().family().question(registration.topic);
        try {
            answer.get(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(call, true);
        } catch (TimeoutException late) {
            throw new DeadlineExceededException(call, true, deadline.length());
        } catch (ExecutionException failed) {
            throw unwrapped(failed);
        }
    }

    /** {@return the failure; a refusal is built anew, so that its stack is the caller's} */
    private static RuntimeException unwrapped(ExecutionException failed) {
        return switch (failed.getCause()) {
            case CallFailedException refused -> CallFailedException.of(refused.call(), refused.error());
            case RuntimeException other -> other;
            case null, default -> new IllegalStateException(failed);
        };
    }

    /**
     * Lets a subscription hear no more, and has the daemon told where nobody else wants to.
     *
     * @param waiting whether to wait a moment for the daemon
     */
    void forget(Subscription subscription, boolean waiting) {
        List<Registration> unused = new ArrayList<>();
        lock.lock();
        try {
            for (Topic topic : subscription.topics()) {
                Registration there = all.get(topic);
                if (there != null && there.listeners.remove(subscription) && there.listeners.isEmpty()) {
                    retire(there, unused);
                }
            }
            subscription.topics().clear();
            answered.signalAll();
        } finally {
            lock.unlock();
        }
        unused.forEach(each -> inBackground(() -> leave(each)));
        if (waiting) {
            awaitAllLeft(unused);
        }
    }

    /** One whose answer has not come yet leaves when it comes. */
    private void retire(Registration registration, List<Registration> unused) {
        if (registration.number.isCompletedExceptionally()) {
            all.remove(registration.topic, registration);
        } else if (registration.number.isDone() && !registration.leaving) {
            registration.leaving = true;
            registration.feed.routes().remove(registration.route());
            unused.add(registration);
        }
    }

    private void leave(Registration registration) {
        try {
            registration.topic.kind().family().deregister(registration.lane, registration.number.join());
        } catch (LibvirtException failed) {
            LOG.log(Level.DEBUG, "the daemon may go on sending event " + registration.topic, failed);
        } finally {
            forgotten(registration);
        }
    }

    private void forgotten(Registration registration) {
        lock.lock();
        try {
            all.remove(registration.topic, registration);
        } finally {
            lock.unlock();
        }
        registration.left.complete(true);
    }

    private static void awaitAllLeft(List<Registration> leaving) {
        Deadline deadline = Deadline.of(GOODBYE);
        for (Registration each : leaving) {
            try {
                each.left.get(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException late) {
                return;
            }
        }
    }

    /**
     * {@return the registration that an event belongs to, or null if nobody wants it any more}
     *
     * <p>The first event may overtake the answer that tells its number: then that answer is waited for.
     */
    @Nullable
    Registration route(EventFeed from, Route route) {
        Registration known = from.routes().get(route);
        if (known != null) {
            return known;
        }
        lock.lock();
        try {
            known = from.routes().get(route);
            while (known == null && isExpected(from, route.wire())) {
                answered.awaitUninterruptibly();
                known = from.routes().get(route);
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private boolean isExpected(EventFeed from, Class<?> wire) {
        return all.values().stream()
                .anyMatch(each -> each.feed == from
                        && each.topic.kind().wire().equals(wire)
                        && !each.number.isDone()
                        && !each.listeners.isEmpty());
    }

    private static void inBackground(Runnable work) {
        Thread.ofVirtual().name("guestwire-registration").start(work);
    }
}
