package dev.guestwire.device;

import dev.guestwire.job.Baseline;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.domain.Domain;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a device was when it was asked to go, to be told from a later one of the same alias. It travels as facts of a
 * {@link Baseline}: as fingerprints, since documents hold secrets.
 */
final class Mark {
    private static final String DEVICE = "device";
    private static final String PLACE = "place";
    private static final String SOURCE = "source";
    private static final String STORED = "stored device";
    private static final String ALIKE = "stored alike";
    private static final int LENGTH = 16;

    private final Baseline before;

    Mark(Baseline before) {
        this.before = before;
    }

    /** {@return the mark of a device that is asked to go from either document or both} */
    static Mark of(Optional<Domain> running, Pairing.Twin twin, Optional<Domain> storedToo) {
        OptionalInt run = running.flatMap(Domain::id).map(OptionalInt::of).orElse(OptionalInt.empty());
        Baseline seen = new Baseline(run, Baseline.NONE.facts());
        if (twin.running().isPresent()) {
            Device device = twin.running().get();
            seen = seen.with(DEVICE, name(device)).with(PLACE, place(device)).with(SOURCE, source(device));
        }
        if (storedToo.isPresent() && twin.stored().isPresent()) {
            Device device = twin.stored().get();
            seen = seen.with(STORED, name(device)).with(ALIKE, Long.toString(alike(storedToo.get(), name(device))));
        }
        return new Mark(seen);
    }

    /** {@return what travels in the reference} */
    Baseline before() {
        return before;
    }

    /** How a device of the alias stands to the one that was asked to go. */
    enum Likeness {
        SAME,
        /** It may be the same with another source, or another device. */
        DOUBTFUL,
        OTHER
    }

    /** {@return how a device that has the alias now stands to the one that was asked to go} */
    Likeness compare(Device now) {
        if (!agrees(DEVICE, name(now)) || !agrees(PLACE, place(now))) {
            return Likeness.OTHER;
        }
        return agrees(SOURCE, source(now)) ? Likeness.SAME : Likeness.DOUBTFUL;
    }

    private boolean agrees(String fact, String now) {
        return before.fact(fact).map(now::equals).orElse(true);
    }

    /** Whether a guest runs that was not running when the device was asked to go. */
    boolean isOtherRun(Domain now) {
        return before.run().isPresent()
                && now.id().map(id -> id != before.run().getAsInt()).orElse(false);
    }

    /** Whether a running guest has such a device, whatever its alias and its place. */
    boolean isIn(Domain running) {
        return before.fact(DEVICE).map(name -> alike(running, name) > 0).orElse(true);
    }

    /** Whether it is to go from the stored definition, too. */
    boolean isStoredToo() {
        return before.fact(STORED).isPresent();
    }

    /** Whether the stored definition lacks it. */
    boolean isGoneFrom(Domain stored) {
        long were = before.fact(ALIKE).map(Long::parseLong).orElse(1L);
        return before.fact(STORED).map(name -> alike(stored, name) < were).orElse(true);
    }

    private static long alike(Domain domain, String name) {
        return domain.devices().stream()
                .filter(device -> name(device).equals(name))
                .count();
    }

    private static String name(Device device) {
        return print(Identity.name(device).toString());
    }

    private static String place(Device device) {
        return print(device.address()
                .map(place -> place.xml().attributes().toString())
                .orElse(""));
    }

    private static String source(Device device) {
        List<String> parts = device instanceof Disk disk
                ? List.of(
                        disk.xml().children("source").toString(), disk.serial().toString())
                : device.xml().children("source").stream().map(Object::toString).toList();
        return print(parts.toString());
    }

    private static String print(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
