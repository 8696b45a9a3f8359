package dev.guestwire.job;

import dev.guestwire.error.InvalidInputException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the daemon told of a guest before a job of it began. None of it is evidence of that job, whoever finds it later: it
 * travels in the {@link JobRef}.
 *
 * @param run the id of the guest's run ({@code virDomainGetID}); empty if the guest was off, or when nobody looked
 * @param facts what was there, by a name of the sort of evidence: the fingerprint of the statistics of the job before, the
 *     error of a disk, a file
 */
public record Baseline(OptionalInt run, Map<String, String> facts) {
    /** Nobody looked. */
    public static final Baseline NONE = new Baseline(OptionalInt.empty(), Map.of());

    private static final String RUN = "run";

    /** Copies the facts. */
    public Baseline {
        facts = Map.copyOf(facts);
    }

    /** {@return this baseline with one more fact} */
    public Baseline with(String name, String value) {
        Map<String, String> more = new TreeMap<>(facts);
        more.put(name, value);
        return new Baseline(run, more);
    }

    /** {@return what was there, if it was looked for and found} */
    public Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /** {@return a part of a reference's line; empty if nobody looked} */
    @Override
    public String toString() {
        Map<String, String> all = new TreeMap<>(facts);
        if (run.isPresent()) {
            all.put(RUN, Integer.toString(run.getAsInt()));
        }
        return all.entrySet().stream()
                .map(fact -> encoded(fact.getKey()) + '=' + encoded(fact.getValue()))
                .collect(Collectors.joining(","));
    }

    /**
     * {@return the baseline that {@link #toString} wrote}
     *
     * @throws InvalidInputException if it is not one
     */
    static Baseline parse(String part) {
        if (part.isEmpty()) {
            return NONE;
        }
        Map<String, String> all = new TreeMap<>();
        for (String fact : part.split(",")) {
            int equals = fact.indexOf('=');
            if (equals <= 0) {
                throw new InvalidInputException("not a fact: " + fact, null);
            }
            all.put(decoded(fact.substring(0, equals)), decoded(fact.substring(equals + 1)));
        }
        String run = all.remove(RUN);
        return new Baseline(run == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(run)), all);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
