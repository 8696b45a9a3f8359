package dev.guestwire.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A command line for virsh on its way to one of ours that has the same effect. Loaded only for a command of virsh's that is no
 * verb here.
 */
final class VirshLine {
    /** Options of virsh that name what our verbs take first. */
    private static final Set<String> FIRST = Set.of("--domain", "--pool", "--network", "--secret");

    /** Options, ours and virsh's, whose word is not one of the bare ones. */
    private static final Set<String> WITH_WORD = Set.of(
            "-c",
            "--connect",
            "--deadline",
            "--offset",
            "--length",
            "--algorithm",
            "--bandwidth",
            "--format",
            "--name",
            "--description",
            "--diskspec",
            "--memspec",
            "--xmlfile");

    private static final Set<String> WHERE =
            Set.of("--live", "--config", "--current", "--persistent", "--guest", "--hotpluggable", "--maximum");

    private final String name;
    private final List<String> given;
    private final List<String> words = new ArrayList<>();

    private VirshLine(String name, List<String> given) {
        this.name = name;
        this.given = given;
    }

    /**
     * {@return our words}
     *
     * @param name virsh's command
     * @param rule our words for it, and what becomes of its options: see {@link VirshNames}
     * @param given what follows the command
     */
    static List<String> words(String name, String rule, List<String> given) {
        String[] parts = rule.split(" ; ");
        List<String> ours = List.of(parts[0].split(" "));
        VirshLine line = new VirshLine(name, given);
        line.read(parts.length > 1 ? List.of(parts[1].split(" ")) : List.of());
        return line.settled(ours);
    }

    private void read(List<String> options) {
        int front = 0;
        for (int i = 0; i < given.size(); i++) {
            String[] sides = given.get(i).split("=", 2);
            boolean joined = given.get(i).startsWith("--") && sides.length > 1;
            String option = joined ? sides[0] : given.get(i);
            boolean valued = joined || i + 1 < given.size();
            if (FIRST.contains(option) && valued) {
                words.add(front++, joined ? sides[1] : given.get(++i));
            } else if (options.contains(option + "=") && valued) {
                words.add(joined ? sides[1] : given.get(++i));
            } else if (valued && options.contains(option + ":" + (joined ? sides[1] : given.get(i + 1)))) {
                i += joined ? 0 : 1;
            } else if (!options.contains(option)) {
                words.addAll(renamed(options, option));
                words.addAll(joined ? List.of(sides[1]) : List.of());
            }
        }
    }

    /** {@return our option for one of virsh's} */
    private static List<String> renamed(List<String> options, String option) {
        return List.of(options.stream()
                .filter(rule -> rule.startsWith(option + ">"))
                .map(rule -> rule.substring(option.length() + 1))
                .findFirst()
                .orElse(option));
    }

    private boolean has(String... options) {
        return Arrays.stream(options)
                .anyMatch(option -> given.stream().anyMatch(word -> (word + "=").startsWith(option + "=")));
    }

    private List<String> settled(List<String> ours) {
        List<String> verb = new ArrayList<>(ours);
        switch (name) {
            case "setvcpus", "vcpupin", "emulatorpin" -> live();
            case "setmem" -> {
                live();
                kib(1);
            }
            case "setmaxmem" -> kib(1);
            case "blockresize" -> kib(2);
            case "memtune" -> limits();
            case "blockcommit" -> commit();
            case "blockcopy" -> leftBehind(!has("--pivot", "--finish"), true);
            case "blockpull" -> leftBehind(true, false);
            case "backup-begin" -> words.add("--background");
            case "vol-info", "vol-dumpxml", "vol-delete", "vol-wipe" -> poolFirst(1);
            case "vol-resize", "vol-clone", "vol-upload", "vol-download" -> poolFirst(2);
            case "desc" -> verb.set(1, has("--title") ? "title" : "description");
            case "dommemstat" -> memory(verb);
            case "snapshot-create" -> named(1, "--xmlfile");
            case "checkpoint-create-as" -> {
                named(2, "--description");
                named(1, "--name");
            }
            default -> {}
        }
        verb.addAll(words);
        return verb;
    }

    /** Without an option virsh takes libvirt's older calls, which change what runs, and refuse a guest that is off. */
    private void live() {
        if (words.stream().noneMatch(WHERE::contains)) {
            words.add("--live");
        }
    }

    private void commit() {
        boolean active = has("--active", "--pivot");
        if (active && !words.contains("--active")) {
            words.add("--active");
        }
        leftBehind(!has("--pivot"), active);
    }

    /** Without {@code --wait} virsh returns at once; with it, what can be pivoted stays as it is when it has caught up. */
    private void leftBehind(boolean unended, boolean stays) {
        if (unended && !has("--wait")) {
            words.add("--background");
        } else if (unended && stays) {
            words.add("--until-ready");
        }
    }

    private void memory(List<String> verb) {
        if (has("--period")) {
            verb.set(1, "period");
        } else {
            words.removeIf(WHERE::contains);
        }
    }

    private void limits() {
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i - 1).matches("--(hard|soft|swap)")) {
                words.set(i, words.get(i).equals("-1") ? "none" : kib(words.get(i)));
            }
        }
    }

    private void kib(int bare) {
        List<Integer> places = bare();
        if (places.size() > bare) {
            words.set(places.get(bare), kib(words.get(places.get(bare))));
        }
    }

    private static String kib(String size) {
        return size.matches("\\d+") ? size + "KiB" : size;
    }

    /** After what else it takes virsh can have the pool, which is the first word here. */
    private void poolFirst(int before) {
        List<Integer> places = bare();
        if (!has("--pool") && places.size() == before + 1) {
            words.addFirst(words.remove((int) places.getLast()));
        }
    }

    /** A bare word of virsh's is one behind an option here. */
    private void named(int bare, String option) {
        List<Integer> places = bare();
        if (places.size() > bare) {
            words.add(places.get(bare), option);
        }
    }

    /** {@return where the bare words stand} */
    private List<Integer> bare() {
        return Stream.iterate(0, at -> at < words.size(), at -> at + 1)
                .filter(at -> !words.get(at).startsWith("-"))
                .filter(at -> at == 0 || !WITH_WORD.contains(words.get(at - 1)))
                .toList();
    }
}
