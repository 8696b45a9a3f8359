package dev.guestwire.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a verb shall print, case by case, in a file. A case begins with its command line, after what the shell does before
 * ({@code >}) and after it ({@code <}), and goes on with what is printed in each {@link Way}; what is printed after it, by
 * virsh most often, stands behind {@code |}.
 *
 * @param path the file
 * @param verb its words, such as {@code disk info}
 * @param cases the cases in order
 */
record GoldenFile(Path path, String verb, List<Case> cases) {
    /** The folder of all of them: a file for each verb, in a folder for each group of verbs. */
    static final Path FOLDER = Path.of("src/test/resources/golden").toAbsolutePath();

    private static final String COMMAND = "$ ";
    private static final String BEFORE = "> ";
    private static final String AFTER = "< ";
    private static final String REMARK = "# ";
    private static final String WAY = "--- ";
    private static final String ON_QEMU = "# On QEMU";
    private static final String BESIDE = "# On QEMU beside";
    private static final String APART = "# On QEMU apart";

    /** How a command is run. */
    enum Way {
        PIPE,
        TERMINAL,
        JSON;

        /** {@return its name in files} */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A command line and what comes of it.
     *
     * @param head the lines before what is printed
     * @param printed what is printed, with the exit code before it
     */
    record Case(List<String> head, Map<Way, String> printed) {
        /** {@return the command line} */
        String command() {
            return lines(COMMAND).getFirst();
        }

        /** {@return what the shell does before} */
        String before() {
            return String.join("\n", lines(BEFORE));
        }

        /** {@return what the shell does after, whose output is a part of the case} */
        String after() {
            return String.join("\n", lines(AFTER));
        }

        /** {@return whether it is for the guests {@code cold} and {@code still} of the other real host} */
        boolean isBeside() {
            return head.stream().anyMatch(line -> line.startsWith(BESIDE));
        }

        /** {@return whether it is for a guest of its own on the other real host} */
        boolean isApart() {
            return head.stream().anyMatch(line -> line.startsWith(APART));
        }

        /** {@return whether it needs a real guest; else libvirt's test driver does} */
        boolean onQemu() {
            return head.stream().anyMatch(line -> line.startsWith(ON_QEMU));
        }

        /** {@return what is printed, after the exit code} */
        String in(Way way) {
            return printed.getOrDefault(way, "");
        }

        private List<String> lines(String mark) {
            return head.stream()
                    .filter(line -> line.startsWith(mark))
                    .map(line -> line.substring(mark.length()))
                    .toList();
        }

        /** {@return the text of the file} */
        String text(Map<Way, String> now) {
            StringBuilder text = new StringBuilder();
            head.forEach(line -> text.append(line).append('\n'));
            for (Way way : Way.values()) {
                String shown = now.getOrDefault(way, "");
                if (way == Way.TERMINAL && shown.equals(now.get(Way.PIPE))) {
                    text.append(WAY).append(way.word()).append(": as pipe\n");
                } else {
                    text.append(WAY).append(way.word()).append(": ").append(shown);
                }
            }
            return text.toString();
        }
    }

    /** {@return all files, in the order of their verbs} */
    static List<GoldenFile> all() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            List<GoldenFile> all = new ArrayList<>();
            for (Path file : files.filter(one -> one.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                all.add(read(file));
            }
            return all;
        }
    }

    private static GoldenFile read(Path file) throws IOException {
        List<Case> cases = new ArrayList<>();
        List<String> head = new ArrayList<>();
        Map<Way, String> printed = new EnumMap<>(Way.class);
        Way way = null;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(WAY)) {
                int colon = line.indexOf(": ");
                way = Way.valueOf(line.substring(WAY.length(), colon).toUpperCase(Locale.ROOT));
                String first = line.substring(colon + 2);
                printed.put(way, first.equals("as pipe") ? printed.getOrDefault(Way.PIPE, "") : first + "\n");
            } else if (isHead(line)) {
                if (way != null
                        || (!line.startsWith(AFTER) && head.stream().anyMatch(one -> one.startsWith(COMMAND)))) {
                    cases.add(new Case(List.copyOf(head), Map.copyOf(printed)));
                    head.clear();
                    printed.clear();
                    way = null;
                }
                head.add(line);
            } else if (way != null) {
                printed.merge(way, line + "\n", String::concat);
            }
        }
        cases.add(new Case(List.copyOf(head), Map.copyOf(printed)));
        String name = FOLDER.relativize(file).toString().replace('/', ' ');
        return new GoldenFile(file, name.substring(0, name.length() - ".txt".length()), List.copyOf(cases));
    }

    private static boolean isHead(String line) {
        return line.startsWith(COMMAND) || line.startsWith(BEFORE) || line.startsWith(AFTER) || line.startsWith(REMARK);
    }
}
