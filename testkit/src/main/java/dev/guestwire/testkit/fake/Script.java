package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Call;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a test told its daemon to do. Safe for use by any thread. */
final class Script {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Class<?>, Function<Call<?>, Answer<?>>> rules = new HashMap<>();
    private final Map<Class<?>, Deque<Answer<?>>> queues = new HashMap<>();
    private final Map<Class<?>, Hold> holds = new HashMap<>();
    private final Map<Class<?>, Fault> faultsOfCalls = new HashMap<>();
    private volatile boolean silent;
    private final Deque<Fault> nextFaults = new ArrayDeque<>();
    private final List<Fault> lasting = new ArrayList<>();

    void silence() {
        silent = true;
    }

    void rule(Class<?> type, Function<Call<?>, Answer<?>> rule) {
        locked(() -> rules.put(type, rule));
    }

    void enqueue(Class<?> type, Answer<?> answer) {
        locked(() -> queues.computeIfAbsent(type, any -> new ArrayDeque<>()).add(answer));
    }

    void hold(Class<?> type, Hold hold) {
        locked(() -> holds.put(type, hold));
    }

    void faultEvery(Class<?> type, Fault fault) {
        locked(() -> faultsOfCalls.put(type, fault));
    }

    void faultEvery(Fault fault) {
        locked(() -> lasting.add(fault));
    }

    void faultNext(Fault fault) {
        locked(() -> nextFaults.add(fault));
    }

    /** {@return what the test wants said to a call}; runs the test's code without a lock held */
    Optional<Answer<?>> answer(Call<?> call) {
        if (silent) {
            return Optional.of(Answer.never());
        }
        Function<Call<?>, Answer<?>> rule;
        lock.lock();
        try {
            Deque<Answer<?>> queue = queues.get(call.getClass());
            if (queue != null && !queue.isEmpty()) {
                return Optional.of(queue.removeFirst());
            }
            rule = rules.get(call.getClass());
        } finally {
            lock.unlock();
        }
        return rule == null ? Optional.empty() : Optional.of(rule.apply(call));
    }

    Optional<Hold> hold(Call<?> call) {
        lock.lock();
        try {
            return Optional.ofNullable(holds.get(call.getClass()));
        } finally {
            lock.unlock();
        }
    }

    /** {@return the fault that the reply to a call gets; one that was armed once is used up} */
    Optional<Fault> fault(Call<?> call) {
        lock.lock();
        try {
            Fault ofCall = faultsOfCalls.get(call.getClass());
            return Optional.ofNullable(ofCall == null ? armed(fault -> fault.spoils(call)) : ofCall);
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether a connection is to be cut as soon as it is there} */
    boolean cutsAfterAccept() {
        lock.lock();
        try {
            return armed(fault -> fault == Fault.CUT_AFTER_ACCEPT) != null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Fault armed(java.util.function.Predicate<Fault> fits) {
        for (Iterator<Fault> each = nextFaults.iterator(); each.hasNext(); ) {
            Fault fault = each.next();
            if (fits.test(fault)) {
                each.remove();
                return fault;
            }
        }
        return lasting.stream().filter(fits).findFirst().orElse(null);
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
