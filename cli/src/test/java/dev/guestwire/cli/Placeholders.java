package dev.guestwire.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Names for what differs from run to run, such as times and the paths of a lab. */
final class Placeholders {
    private static final Pattern GAP = Pattern.compile("(?<=\\S) {2,}");

    /** A table with a column of hosts is as wide as the path of the lab's folder is long. */
    private static final Pattern HOST_COLUMN = Pattern.compile("(?m)^\\{(host|other)} {2,}\\S");

    /** How often a job is looked at differs. */
    private static final Pattern PROGRESS = Pattern.compile(
            "(?m)^(\\{\"job\":\"[^\"]*\",(\"doneBytes\"|\"phase\").*|[^{\\n]*: (\\{percent}|\\d+ %,|preparing|copying|catching).*)\\n");

    private final Map<Pattern, String> names = new LinkedHashMap<>();
    private final boolean sizesVary;

    /** Creates those of a host; on QEMU sizes vary too. */
    Placeholders(boolean sizesVary) {
        this.sizesVary = sizesVary;
        put("\\b(?![a-d]{8}-0000-4000-8000-)\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b", "{uuid}");
        put("\\b20(2[4-9]|[3-9]\\d)-[01]\\d-[0-3]\\dT[\\d:.]+Z", "{time}");
        put("\\b\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\b", "{clock}");
        put("(?<=(Seconds|PerSecond)\":)[\\d.E-]+", "{number}");
        put("(\"hostname\":\"|Hostname: +)(?!guest\\b)[^\"\\s]+", "$1{hostname}");
        put("(?<=\"libvirt\":\"|\"hypervisorVersion\":\")[\\d.]+", "{version}");
        put("((Libvirt|Hypervisor version): +)[\\d.]+", "$1{version}");
        put("\\d+ (min|h|d) \\d+ (s|min|h)\\b|\\d+\\.\\d s\\b", "{duration}");
        put("(?<=\"(received|sent)(Bytes|Packets|Errors|Drops)\":|\"pid\":)\\d+", "{number}");
        put("(?<![.\\d])\\d{2,3} TiB|\\b\\d{14,}(?!\\p{XDigit})\\b(?<!-.{12})", "{count}");
        if (sizesVary) {
            put("(?<=(Bytes|ercent|reads|writes|flushes)\":)\\d[\\d.E-]*", "{number}");
            put("(?<=\"evidence\":\")(definition|block_job_event)", "{evidence}");
            put("(?<=<creationTime>)\\d+", "{seconds}");
            put("(?s)<domain type=.*?</domain>", "{domain}");
            put("\\d+(\\.\\d)? ([KMGT]iB|B)(?=/| |,|$)", "{size}");
            put("^(vda +\\{size}) +\\d+( +\\{size}) +\\d+ +\\d+$", "$1  {count}$2  {count}  {count}");
            put("((Constant|Normal) pages: +|\"(constant|normal)Pages\":)\\d+", "$1{count}");
            put("\\b\\d+ %", "{percent}");
            put("(?<=\\.)20\\d{6}-\\d{6}(-\\d{3})?\\b", "{stamp}");
            put("(?<=\\bindex=')\\d+|(?<=\\blibvirt-)\\d+(?=\\\\?\")|(?<=(hostCpu|Faults)\":)\\d+", "{number}");
            put("(?<=  running {2,9})\\d+(?= )|(?<=(Major|Minor) faults: {1,9})\\d+", "{number}");
        }
    }

    private void put(String pattern, String name) {
        names.put(Pattern.compile(pattern, Pattern.MULTILINE), name);
    }

    /** Has a text of this run stand under a name. */
    Placeholders with(String text, String name) {
        names.put(Pattern.compile(Pattern.quote(text)), name);
        names.put(Pattern.compile(Pattern.quote(URLEncoder.encode(text, StandardCharsets.UTF_8))), name);
        return this;
    }

    /** {@return a text with names for what varies; where that is so, columns have no width} */
    String in(String text) {
        String named = text;
        for (Map.Entry<Pattern, String> one : names.entrySet()) {
            named = one.getKey().matcher(named).replaceAll(one.getValue());
        }
        named = PROGRESS.matcher(named).replaceAll("");
        boolean loose = named.contains("{duration}")
                || named.contains("{size}")
                || named.contains("{count}")
                || HOST_COLUMN.matcher(named).find()
                || (sizesVary && !named.equals(text));
        return loose ? GAP.matcher(named).replaceAll("  ") : named;
    }
}
