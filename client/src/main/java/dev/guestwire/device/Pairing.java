package dev.guestwire.device;

import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.domain.Domain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which device of a running guest is which device of its stored definition. Devices are paired by the alias that a user gave,
 * then by what names them, then by likeness; several that are alike are paired by their addresses if all of those are in both,
 * or else in order, if there are equally many on both sides. Of others nothing tells which is which: they are {@linkplain Twin#isDoubtful() doubtful}.
 */
final class Pairing {
    private final List<Device> running;
    private final List<Device> stored;
    private final Map<Integer, Integer> pairs = new LinkedHashMap<>();
    private final Set<Integer> doubtfulRunning = new HashSet<>();
    private final Set<Integer> doubtfulStored = new HashSet<>();

    /**
     * One device, as each document has it.
     *
     * @param running as the running guest has it, if it does
     * @param stored as the stored definition has it, if it does
     * @param isDoubtful whether the other document has devices like it, and nothing tells which of them it is
     */
    record Twin(Optional<Device> running, Optional<Device> stored, boolean isDoubtful) {}

    /** Pairs the devices of two documents; an empty one has no devices. */
    Pairing(Optional<Domain> running, Optional<Domain> stored) {
        this.running = running.map(Domain::devices).orElse(List.of());
        this.stored = stored.map(Domain::devices).orElse(List.of());
        sure(device -> Identity.usersAlias(device).map(alias -> List.of(device.kind(), alias)));
        sure(Identity::key);
        byLikeness();
    }

    /** Pairs those that alone have a key, on either side. */
    private void sure(Function<Device, Optional<List<String>>> key) {
        Map<List<String>, List<Integer>> left = groups(running, pairs.keySet(), key);
        Map<List<String>, List<Integer>> right = groups(stored, new HashSet<>(pairs.values()), key);
        left.forEach((name, ours) -> {
            List<Integer> theirs = right.getOrDefault(name, List.of());
            if (ours.size() == 1
                    && theirs.size() == 1
                    && Identity.agree(running.get(ours.getFirst()), stored.get(theirs.getFirst()))) {
                pairs.put(ours.getFirst(), theirs.getFirst());
            }
        });
    }

    private void byLikeness() {
        Function<Device, Optional<List<String>>> shape = device -> Optional.of(likeness(device));
        Map<List<String>, List<Integer>> left = groups(running, pairs.keySet(), shape);
        Map<List<String>, List<Integer>> right = groups(stored, new HashSet<>(pairs.values()), shape);
        left.forEach((name, ours) -> {
            List<Integer> theirs = right.getOrDefault(name, List.of());
            if (ours.size() == theirs.size()) {
                pairs.putAll(byPlace(ours, theirs).orElseGet(() -> byOrder(ours, theirs)));
            } else if (!theirs.isEmpty()) {
                doubtfulRunning.addAll(ours);
                doubtfulStored.addAll(theirs);
            }
        });
    }

    /** Kinds that have names were paired by them: two of different names are not alike. */
    private static List<String> likeness(Device device) {
        List<String> all = new ArrayList<>(Identity.shape(device));
        all.addAll(Identity.key(device).orElse(List.of()));
        Identity.usersAlias(device).ifPresent(all::add);
        return all;
    }

    /** If each has its place in the other document; some places only say that another device is there. */
    private Optional<Map<Integer, Integer>> byPlace(List<Integer> ours, List<Integer> theirs) {
        Map<Integer, Integer> found = new LinkedHashMap<>();
        for (int one : ours) {
            for (int other : theirs) {
                if (Identity.samePlace(running.get(one), stored.get(other))) {
                    found.put(one, other);
                }
            }
        }
        return found.size() == ours.size() ? Optional.of(found) : Optional.empty();
    }

    private static Map<Integer, Integer> byOrder(List<Integer> ours, List<Integer> theirs) {
        Map<Integer, Integer> found = new LinkedHashMap<>();
        for (int index = 0; index < ours.size(); index++) {
            found.put(ours.get(index), theirs.get(index));
        }
        return found;
    }

    private static Map<List<String>, List<Integer>> groups(
            List<Device> devices, Set<Integer> done, Function<Device, Optional<List<String>>> name) {
        Map<List<String>, List<Integer>> groups = new LinkedHashMap<>();
        for (int index = 0; index < devices.size(); index++) {
            int one = index;
            if (!done.contains(one)) {
                name.apply(devices.get(one))
                        .ifPresent(it -> groups.computeIfAbsent(it, none -> new ArrayList<>())
                                .add(one));
            }
        }
        return groups;
    }

    /** {@return all devices of both documents, each once} */
    List<Twin> twins() {
        List<Twin> all = new ArrayList<>();
        for (int index = 0; index < running.size(); index++) {
            all.add(new Twin(
                    Optional.of(running.get(index)),
                    Optional.ofNullable(pairs.get(index)).map(stored::get),
                    doubtfulRunning.contains(index)));
        }
        for (int index = 0; index < stored.size(); index++) {
            if (!pairs.containsValue(index)) {
                all.add(new Twin(Optional.empty(), Optional.of(stored.get(index)), doubtfulStored.contains(index)));
            }
        }
        return all;
    }
}
