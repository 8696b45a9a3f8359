package dev.guestwire.cli.demo;

import java.util.Locale;

/** How far a job is, as a bar with figures. */
final class ProgressText {
    private static final int WIDTH = 24;
    private static final double MEBIBYTE = 1 << 20;

    private ProgressText() {}

    /** {@return a bar, the share and the amounts; a job whose size is not known yet has an empty bar} */
    static String of(long doneBytes, long totalBytes) {
        double share = totalBytes <= 0 ? 0 : Math.clamp(doneBytes / (double) totalBytes, 0, 1);
        int full = (int) Math.round(share * WIDTH);
        return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "] "
                + String.format(
                        Locale.ROOT,
                        "%3.0f %%  %.1f of %.1f MiB",
                        share * 100,
                        doneBytes / MEBIBYTE,
                        totalBytes / MEBIBYTE);
    }
}
