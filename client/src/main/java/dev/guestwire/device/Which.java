package dev.guestwire.device;

import dev.guestwire.error.InvalidInputException;
import dev.guestwire.xml.device.Device;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which device of a guest is meant: the one that a description selects in the document of the running guest or in the stored
 * definition, or the one of an alias.
 *
 * @param like a description; empty if it is named by an alias
 * @param alias an alias; empty if it is described
 */
record Which(Optional<Device> like, String alias) {
    /**
     * {@return the one that is meant; empty if there is none}
     *
     * @param pairing the devices of both documents
     * @param wanted whether a device is where it is asked to go from
     * @param guest the guest's name, for the complaint
     * @throws InvalidInputException if several are meant
     */
    Optional<Pairing.Twin> in(Pairing pairing, Predicate<Pairing.Twin> wanted, String guest) {
        List<Pairing.Twin> found =
                named(found(pairing.twins()).stream().filter(wanted).toList());
        if (found.size() > 1 && !areEqual(found)) {
            throw new InvalidInputException(
                    count(found) + " devices of guest " + guest + " are like " + this + ": name one by its alias"
                            + known(found) + ", or describe it with its address",
                    null);
        }
        return found.stream().findFirst();
    }

    /** Whether devices are meant of which nothing tells whether the other document has them, too. */
    boolean isDoubtful(Pairing pairing) {
        return found(pairing.twins()).stream().anyMatch(Pairing.Twin::isDoubtful);
    }

    /** Those of the alias that the description gives, if it gives one and there are such. */
    private List<Pairing.Twin> named(List<Pairing.Twin> found) {
        Optional<String> name = like.flatMap(Device::alias);
        List<Pairing.Twin> named = select(found, device -> name.isPresent() && name.equals(device.alias()), true);
        return named.isEmpty() ? found : named;
    }

    private List<Pairing.Twin> found(List<Pairing.Twin> twins) {
        if (like.isEmpty()) {
            return select(twins, device -> device.alias().filter(alias::equals).isPresent(), true).stream()
                    .limit(1)
                    .toList();
        }
        Device described = like.get();
        boolean running =
                described.alias().filter(name -> !Identity.isUsers(name)).isPresent();
        List<Pairing.Twin> exact = select(twins, described::selects, running);
        return exact.isEmpty() ? select(twins, device -> Identity.means(described, device), false) : exact;
    }

    /** If the description is as a running guest has it, the stored definition is asked only when that says nothing. */
    private static List<Pairing.Twin> select(List<Pairing.Twin> twins, Predicate<Device> meant, boolean runningFirst) {
        List<Pairing.Twin> running = twins.stream()
                .filter(twin -> twin.running().filter(meant).isPresent())
                .toList();
        if (runningFirst && !running.isEmpty()) {
            return running;
        }
        return twins.stream()
                .filter(twin -> twin.running().filter(meant).isPresent()
                        || twin.stored().filter(meant).isPresent())
                .toList();
    }

    /** Stored devices of which each is as good as the other: whichever goes, the same definition stays. */
    private static boolean areEqual(List<Pairing.Twin> found) {
        return found.stream()
                .allMatch(twin -> twin.running().isEmpty()
                        && twin.stored().equals(found.getFirst().stored()));
    }

    private static long count(List<Pairing.Twin> found) {
        long running = found.stream().filter(twin -> twin.running().isPresent()).count();
        return running > 1 ? running : found.size();
    }

    private static String known(List<Pairing.Twin> found) {
        String aliases = found.stream()
                .flatMap(twin -> twin.running().flatMap(Device::alias).stream())
                .collect(Collectors.joining(", "));
        return aliases.isEmpty() ? "" : " (" + aliases + ")";
    }

    /** {@return the device in words} */
    @Override
    public String toString() {
        return like.map(device -> "the " + device.kind() + " described").orElse(alias);
    }
}
