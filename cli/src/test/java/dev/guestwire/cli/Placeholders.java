package dev.guestwire.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names for what golden files leave out: what differs from run to run, such as times and the paths of a lab, and releases. */
final class Placeholders {
    private static final Pattern GAP = Pattern.compile("(?<=\\S) {2,}");

    /** A table with a column of hosts is as wide as the path of the lab's folder is long. */
    private static final Pattern HOST_COLUMN = Pattern.compile("(?m)^\\{(host|other)} {2,}\\S");

    /** How often a job is looked at differs. */
    private static final Pattern PROGRESS = Pattern.compile(
            "(?m)^(\\{\"job\":\"[^\"]*\",(\"doneBytes\"|\"phase\").*|[^{\\n]*: (\\{percent}|\\d+ %,|preparing|copying|catching).*)\\n");

    /** Values that are aligned to the right, or have columns after them. */
    private static final Pattern WIDTH_LOST = Pattern.compile("\\{(duration|size|count)}");

    private final List<Mask> masks = new ArrayList<>();
    private final boolean sizesVary;

    /** Creates those of a host; on QEMU sizes vary too. */
    Placeholders(boolean sizesVary) {
        this.sizesVary = sizesVary;
        Mask.TABLE.stream().filter(mask -> sizesVary || !mask.onQemu()).forEach(masks::add);
    }

    /** Has a text of this run stand under a name. */
    Placeholders with(String text, String name) {
        masks.add(Mask.of(text, name));
        masks.add(Mask.of(URLEncoder.encode(text, StandardCharsets.UTF_8), name));
        return this;
    }

    /** Has the set of all of this machine's CPUs stand under a name. */
    Placeholders withAllCpus() {
        int last = Runtime.getRuntime().availableProcessors() - 1;
        masks.add(Mask.allCpus(last));
        return this;
    }

    /** {@return a text with names for what varies; where that is so, columns have no width} */
    String in(String text) {
        String named = Documents.hiddenIn(text);
        for (Mask mask : masks) {
            named = mask.on(named);
        }
        named = PROGRESS.matcher(named).replaceAll("");
        boolean loose = WIDTH_LOST.matcher(named).find()
                || HOST_COLUMN.matcher(named).find()
                || (sizesVary && !named.equals(text));
        return loose ? GAP.matcher(named).replaceAll("  ") : named;
    }
}
