package dev.guestwire.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Lets candidates take turns in shuffled order and compares their times with those of the first. */
final class Turns {
    private final List<Candidate> candidates;
    private final int callsPerBlock;
    private final double[][] micros;

    /**
     * Runs all blocks.
     *
     * @param callsPerBlock how many calls a block makes
     * @param rounds how often each candidate has its turn; a fifth of that is run before, for warmth
     */
    Turns(List<Candidate> candidates, int callsPerBlock, int rounds) throws Exception {
        this.candidates = candidates;
        this.callsPerBlock = callsPerBlock;
        this.micros = new double[candidates.size()][rounds];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            order.add(i);
        }
        Random random = new Random(1);
        for (int round = -Math.max(3, rounds / 5); round < rounds; round++) {
            Collections.shuffle(order, random);
            for (int index : order) {
                double time = time(candidates.get(index));
                if (round >= 0) {
                    micros[index][round] = time;
                }
            }
        }
        for (double[] times : micros) {
            Arrays.sort(times);
        }
    }

    private double time(Candidate candidate) throws Exception {
        long start = System.nanoTime();
        candidate.block().run();
        return (System.nanoTime() - start) / 1e3 / callsPerBlock;
    }

    /** Prints microseconds per call and ratios to the first candidate: of the best fifth, and of the medians. */
    void print(String title) {
        System.out.printf("%n%s%n%-44s %10s %7s %10s %7s%n", title, "", "best 20 %", "ratio", "median", "ratio");
        for (int i = 0; i < candidates.size(); i++) {
            System.out.printf(
                    Locale.ROOT,
                    "%-44s %7.1f us %7.2f %7.1f us %7.2f%n",
                    candidates.get(i).name(),
                    at(i, 0.2),
                    at(i, 0.2) / at(0, 0.2),
                    at(i, 0.5),
                    at(i, 0.5) / at(0, 0.5));
        }
    }

    private double at(int index, double share) {
        return micros[index][(int) (micros[index].length * share)];
    }
}
