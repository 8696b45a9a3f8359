package dev.guestwire.xml.kept;

import dev.guestwire.xml.Differences;
import dev.guestwire.xml.Element;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What does not count where only one of two definitions says it, of which libvirt gave the first: what libvirt fills in, which
 * only the first has, and what libvirt drops, which only the second has.
 *
 * @param ofRunning whether the first is of a guest that runs
 */
record Allowance(boolean ofRunning) implements Differences.Tolerance {
    private static final Map<String, List<Rule>> FILLED_IN = Rule.table(FilledIn.WHEN_DEFINED + FilledIn.DEVICES);
    private static final Map<String, List<Rule>> AT_A_START = Rule.table(FilledIn.AT_A_START);
    private static final Map<String, List<Rule>> DROPPED = Rule.table(FilledIn.DROPPED);

    @Override
    public boolean ignores(String place, Differences.Side side) {
        return false;
    }

    @Override
    public boolean ignores(String place, Differences.Side side, Element holder) {
        String where = place.substring(place.indexOf('/') + 1);
        if (side == Differences.Side.AFTER) {
            return covers(DROPPED, where, holder);
        }
        return covers(FILLED_IN, where, holder) || (ofRunning && covers(AT_A_START, where, holder));
    }

    private static boolean covers(Map<String, List<Rule>> rules, String where, Element holder) {
        return Stream.of(Rule.last(where), where.contains("/@") ? "@*" : "*")
                .flatMap(name -> rules.getOrDefault(name, List.of()).stream())
                .anyMatch(rule -> rule.covers(where, holder));
    }

    @Override
    public boolean isSame(String place, String before, String after) {
        return Meaning.isSame(place, before, after);
    }
}
