package dev.guestwire.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reading, writing, comparing and telling differences take work in proportion to the document, whatever it is made of: four
 * times as much of anything takes less than ten times as much work of the processor. The shortest of several runs counts.
 */
class LinearWorkTest {
    private static final int RUNS = 4;

    /** Below this, in nanoseconds, the clock and the collector say more than the work. */
    private static final long SHORT = 3_000_000;

    /** How a document grows. */
    record Growth(String name, int size, IntFunction<String> document, String change, String changed) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static String each(int count, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining());
    }

    private static String nested(int depth, IntFunction<String> open, IntFunction<String> close, String inside) {
        StringBuilder out = new StringBuilder(each(depth, open)).append(inside);
        for (int i = depth - 1; i >= 0; i--) {
            out.append(close.apply(i));
        }
        return out.toString();
    }

    private static List<Growth> children() {
        return List.of(
                new Growth(
                        "children", 1_500, n -> "<a>" + each(n, i -> "<b x='" + i + "'/>") + "</a>", "x='7'", "x='z'"),
                new Growth("equal children", 1_500, n -> "<a>" + "<b/>".repeat(n) + "<c/></a>", "<c/>", "<b y='1'/>"),
                new Growth(
                        "children that all change",
                        1_000,
                        n -> "<a>" + each(n, i -> "<b x='" + i + "' y='OLD'/>") + "</a>",
                        "OLD",
                        "new"),
                new Growth(
                        "children of as many names",
                        1_000,
                        n -> "<a>" + each(n, i -> "<b" + i + " x='OLD'/>") + "</a>",
                        "OLD",
                        "new"));
    }

    private static List<Growth> keys() {
        return List.of(
                new Growth(
                        "children with a key",
                        1_500,
                        n -> "<a>" + each(n, i -> "<b name='" + i + "'/>") + "</a>",
                        "'7'",
                        "'z'"),
                new Growth(
                        "some with a key, some without",
                        1_000,
                        n -> "<a>" + each(n, i -> i % 2 == 0 ? "<b name='OLD" + i + "'/>" : "<b y='OLD" + i + "'/>")
                                + "</a>",
                        "OLD",
                        "new"));
    }

    private static List<Growth> attributes() {
        return List.of(
                new Growth("attributes", 1_500, n -> "<a " + each(n, i -> "x" + i + "='OLD' ") + "/>", "OLD", "new"),
                new Growth(
                        "attributes of one name in many namespaces",
                        1_000,
                        n -> "<a " + each(n, i -> "xmlns:p" + i + "='urn:" + i + "' p" + i + ":x='OLD' ") + "/>",
                        "OLD",
                        "new"),
                new Growth(
                        "prefixes around children that declare one",
                        1_000,
                        n -> "<a " + each(n, i -> "xmlns:p" + i + "='urn:" + i + "' ") + ">"
                                + each(n, i -> "<q:b xmlns:q='urn:q' x='" + i + "'/>") + "</a>",
                        "x='7'",
                        "x='z'"),
                new Growth(
                        "a long namespace of many children",
                        1_000,
                        n -> "<a xmlns='urn:" + "x".repeat(n) + "'>" + each(n, i -> "<b x='" + i + "'/>") + "</a>",
                        "x='7'",
                        "x='z'"));
    }

    private static List<Growth> nesting() {
        return List.of(
                new Growth("nesting", 60, n -> nested(n, i -> "<a>", i -> "</a>", "OLD"), "OLD", "new"),
                new Growth(
                        "nesting with children in another order",
                        60,
                        n -> nested(n, i -> "<d>", i -> "</d><b/><c/>", "<a/>").replaceFirst("^", "<r>") + "</r>",
                        "<b/><c/>",
                        "<c/><b/>"),
                new Growth(
                        "nesting with a declaration on each level",
                        60,
                        n -> nested(
                                n,
                                i -> "<p" + i + ":a xmlns:p" + i + "='urn:" + i + "'>",
                                i -> "</p" + i + ":a>",
                                "OLD"),
                        "OLD",
                        "new"),
                new Growth(
                        "nesting of pairs",
                        60,
                        n -> nested(n, i -> "<a><a x='1'/>", i -> "</a>", "OLD"),
                        "OLD",
                        "new"));
    }

    private static List<Growth> text() {
        return List.of(
                new Growth("text", 60_000, n -> "<a>" + "x ".repeat(n) + "OLD</a>", "OLD", "new"),
                new Growth("white space", 60_000, n -> "<a>" + " ".repeat(n) + "OLD</a>", "OLD", "new"),
                new Growth("references", 8_000, n -> "<a>" + "&amp;&#10;".repeat(n) + "OLD</a>", "OLD", "new"),
                new Growth(
                        "references in a value",
                        8_000,
                        n -> "<a x='" + "&amp;&#10;".repeat(n) + "OLD'/>",
                        "OLD",
                        "new"),
                new Growth("comments", 4_000, n -> "<a>" + "t<!--c-->".repeat(n) + "OLD</a>", "OLD", "new"),
                new Growth("instructions", 4_000, n -> "<a>" + "t<?c d?>".repeat(n) + "OLD</a>", "OLD", "new"),
                new Growth("CDATA sections", 4_000, n -> "<a>" + "t<![CDATA[<]]>".repeat(n) + "OLD</a>", "OLD", "new"),
                new Growth("text between children", 1_500, n -> "<a>" + "t<b/>".repeat(n) + "OLD</a>", "OLD", "new"),
                new Growth("lines", 8_000, n -> "<a>" + "\n<b/>".repeat(n) + "OLD</a>", "OLD", "new"),
                new Growth("a name", 50_000, n -> "<" + "n".repeat(n) + " x='OLD'/>", "OLD", "new"));
    }

    private static Stream<Growth> all() {
        return Stream.of(children(), keys(), attributes(), nesting(), text()).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("all")
    void fourTimesAsMuchTakesLessThanTenTimesAsLong(Growth growth) {
        Map<String, Long> small = work(growth, growth.size());
        Map<String, Long> big = work(growth, growth.size() * 4);
        big.forEach((what, nanos) -> assertThat(nanos)
                .as("nanoseconds of %s: %s, four times as much", growth, what)
                .isLessThan(10 * Math.max(SHORT, Objects.requireNonNull(small.get(what)))));
    }

    private static Map<String, Long> work(Growth growth, int size) {
        String old = growth.document().apply(size);
        String now = old.replace(growth.change(), growth.changed());
        assertThat(now).isNotEqualTo(old);
        Map<String, Long> shortest = new TreeMap<>();
        for (int i = 0; i < RUNS; i++) {
            Map<String, Long> run = new TreeMap<>();
            Element[] read = new Element[3];
            boolean[] differ = new boolean[1];
            run.put("read", time(() -> read[0] = Element.parse(old)));
            read[1] = Element.parse(old);
            read[2] = Element.parse(now);
            run.put("write", time(read[0]::toXml));
            run.put("write for people", time(read[0]::toPrettyXml));
            run.put(
                    "compare equal ones",
                    time(() -> assertThat(read[0].equals(read[1])).isTrue()));
            run.put("compare with what changed", time(() -> differ[0] = !read[0].equals(read[2])));
            run.put("differences", time(() -> Differences.between(read[0], read[2])));
            run.put("tolerant differences", time(() -> Differences.between(read[0], read[2], (place, side) -> false)));
            run.forEach((what, nanos) -> shortest.merge(what, nanos, Math::min));
        }
        return shortest;
    }

    /** {@return the nanoseconds of a processor that some work takes; what else runs on the machine does not count} */
    private static long time(Runnable work) {
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
    }

    @Test
    void namesThatAreKeptAreBounded() {
        for (int i = 0; i < 20_000; i++) {
            String name = "n" + i + "x".repeat(i % 3 == 0 ? 10_000 : 40);
            Element.parse("<" + name + " " + name + "='1'/>");
        }
        assertThat(Cursor.charactersKept()).isLessThanOrEqualTo(4096L * Cursor.LONGEST_KNOWN);
    }
}
