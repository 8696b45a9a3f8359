package dev.guestwire.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value in the command's output that something outside of Guestwire decides, and the name that stands for it in golden
 * files. {@link #TABLE} has all of them but the paths and addresses of the lab, which {@link Placeholders#with} adds.
 *
 * @param why who decides the value
 * @param onQemu whether it is hidden on real guests alone; libvirt's test driver tells what the test's documents say
 * @param pattern the value
 * @param name the name, which may have the pattern's groups
 */
record Mask(Why why, boolean onQemu, Pattern pattern, String name) {
    /** Who decides a value. */
    enum Why {
        /** Two runs on one machine differ: times, identifiers, loads, how often a job is looked at. */
        RUN,
        /** Two machines differ: names, numbers of CPUs, sizes. */
        MACHINE,
        /** Two releases differ: of libvirt, of QEMU, of the guest's kernel, of its agent. */
        RELEASE
    }

    private static final String CODE = "\\((?=[A-Z_]+, [A-Z]+\\))";

    /** All masks, in the order in which they are put on. */
    static final List<Mask> TABLE = List.of(
            always(
                    Why.RUN,
                    "\\b(?![a-d]{8}-0000-4000-8000-)\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b",
                    "{uuid}"),
            always(Why.RUN, "\\b20(2[4-9]|[3-9]\\d)-[01]\\d-[0-3]\\dT[\\d:.]+Z", "{time}"),
            always(Why.RUN, "\\b\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\b", "{clock}"),
            always(Why.RUN, "(?<=(Seconds|PerSecond)\":)[\\d.E-]+", "{number}"),
            always(Why.RUN, "\\d+ (min|h|d) \\d+ (s|min|h)\\b|\\d+\\.\\d s\\b", "{duration}"),
            always(Why.RUN, "(?<=\"(received|sent)(Bytes|Packets|Errors|Drops)\":|\"pid\":)\\d+", "{number}"),
            // What a reference remembers of the moment when its job began; JobRefTest has its form.
            always(Why.RUN, "(guestwire-job:[A-Z_]+:(?!UUID)[^:\"\\s]+:)[^\"\\s]+", "$1{begin}"),
            always(Why.MACHINE, "(\"hostname\":\"|Hostname: +)(?!guest\\b)[^\"\\s]+", "$1{hostname}"),
            always(Why.RELEASE, "(?<=\"libvirt\":\"|\"hypervisorVersion\":\")[\\d.]+", "{version}"),
            always(Why.RELEASE, "((Libvirt|Hypervisor version): +)[\\d.]+", "$1{version}"),
            always(Why.RELEASE, "(?m)^((libvirt|hypervisor) +yes +([A-Z]+ )?)[\\d.]+", "$1{version}"),
            always(
                    Why.RELEASE,
                    "(\"check\":\"(libvirt|hypervisor)\",\"ok\":true,\"result\":\"([A-Z]+ )?)[\\d.]+",
                    "$1{version}"),
            // How large the test driver's disks and how long its limits are.
            always(Why.RELEASE, "(?<![.\\d])\\d{2,3} TiB|\\b\\d{14,}(?!\\p{XDigit})\\b(?<!-.{12})", "{count}"),
            always(Why.RELEASE, "\\b1\\.0 TiB", "{size}"),
            always(Why.RELEASE, "(?<=(capacity|allocation|physical)Bytes\":)\\d{13}", "{number}"),
            // What the test driver names by itself.
            always(Why.RELEASE, "\\bscsi_host12\\b", "{device}"),
            always(Why.RELEASE, "\\b192\\.168\\.122\\.\\d+/24\\b", "{address}"),
            // The words of an error are libvirt's, or the agent's; its code is a promise, but for those of agents.
            always(
                    Why.RELEASE,
                    "failed: [^\\n]*unable to execute QEMU agent command[^\\n]* " + CODE + "[A-Z_]+",
                    "failed: {words} ({code}"),
            always(Why.RELEASE, "failed: [^\\n]*? " + CODE, "failed: {words} ("),
            always(Why.RELEASE, "domain '\\w+' coredump: [^;\\n\"]*", "{words}"),
            always(Why.RELEASE, "(?<=\\\\?\"desc\\\\?\":\\\\?\")[^\"\\\\]*", "{words}"),
            onQemu(Why.RUN, "(?<=(Bytes|ercent|reads|writes|flushes)\":)\\d[\\d.E-]*", "{number}"),
            onQemu(Why.RUN, "(?<=\"evidence\":\")(definition|block_job_event)", "{evidence}"),
            onQemu(Why.RUN, "\\d+(\\.\\d)? ([KMGT]iB|B)(?=/| |,|$)", "{size}"),
            onQemu(Why.RUN, "^(vda +\\{size}) +\\d+( +\\{size}) +\\d+ +\\d+$", "$1  {count}$2  {count}  {count}"),
            onQemu(Why.RUN, "((Constant|Normal) pages: +|\"(constant|normal)Pages\":)\\d+", "$1{count}"),
            onQemu(Why.RUN, "\\b\\d+ %", "{percent}"),
            onQemu(Why.RUN, "(?<=\\.)20\\d{6}-\\d{6}(-\\d{3})?\\b", "{stamp}"),
            onQemu(
                    Why.RUN,
                    "(?<=\\bindex=')\\d+|(?<=\\blibvirt-)\\d+(?=\\\\?\")|(?<=(hostCpu|Faults)\":)\\d+",
                    "{number}"),
            onQemu(Why.RUN, "(?<=  running {2,9})\\d+(?= )|(?<=(Major|Minor) faults: {1,9})\\d+", "{number}"),
            onQemu(Why.RELEASE, "(?<=Huge pages( failed)?: {1,9}|\"hugePages(Failed)?\":)(\\d+|-|null)", "{number}"),
            onQemu(Why.RELEASE, "(Kernel: +|\"kernel\":\")[^\\s\"]+", "$1{kernel}"),
            // The agent tells none or one, by its release and by how the kernel was built.
            onQemu(Why.RELEASE, "^(vCPUs(?=:.*\\nOnline)|Online|Offlinable):.*", "$1:  {vcpus}"),
            onQemu(Why.RELEASE, "(?<=\"(vcpus|online|offlinable)\":\")[\\d,-]*", "{vcpus}"),
            onQemu(Why.RELEASE, "\\\\?\"singlestep\\\\?\":(true|false),", ""),
            onQemu(Why.RELEASE, "/machine/peripheral/[\\w/-]+", "{group}"));

    private static Mask always(Why why, String pattern, String name) {
        return new Mask(why, false, Pattern.compile(pattern, Pattern.MULTILINE), name);
    }

    private static Mask onQemu(Why why, String pattern, String name) {
        return new Mask(why, true, Pattern.compile(pattern, Pattern.MULTILINE), name);
    }

    /** Has a text of this run stand under a name. */
    static Mask of(String text, String name) {
        return new Mask(Why.RUN, false, Pattern.compile(Pattern.quote(text)), Matcher.quoteReplacement(name));
    }

    /** Has a set of all CPUs up to the last one of this machine stand under a name. */
    static Mask allCpus(int last) {
        return new Mask(Why.MACHINE, false, Pattern.compile("(?<![\\w-])0-" + last + "(?![\\w-])"), "{all}");
    }

    /** {@return the text with the name in place of the value} */
    String on(String text) {
        return pattern.matcher(text).replaceAll(name);
    }
}
