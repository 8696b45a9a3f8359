package dev.guestwire.xml.kept;

import dev.guestwire.xml.NumberSet;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which spellings of a value libvirt reads as the same. */
final class Meaning {
    /** Where people write what they like, or names. */
    private static final Pattern FREE =
            Pattern.compile("[^/]+/(metadata|sysinfo|commandline|override|capabilities|title|description|name)(/.*)?");

    /** The names of attributes and of elements with text that are numbers wherever they stand. */
    private static final Set<String> NUMBERS = Set.of("""
            @adjustment @average @aw_bits @base @bits @bufferCount @burst @bus @busNr @bytes @cbs @cellid @channels @chassis
            @chassisNr @class @classID @cmd_per_lun @controller @cores @count @cssid @current @cyls @devno @dies @clusters
            @domain @end @fid @floor @frequency @function @granularity @heads @id @index @initiator @iobase @iothread @irq
            @latency @level @limit @logical_block_size @managerid @max @maxpages @max_sectors @memory @metric @order @peak
            @period @physical_block_size @port @ports @prefix @priority @product @queue @queue_size @queues @ram
            @rebootTimeout @reg @retries @rotation_rate @rx_queue_size @seconds @secs @sectors @size @slew @slot @slots
            @sockets @speed @start @startport @stepping @target @thread_pool_max @thread_pool_min @threads @threshold @timeout
            @tlsPort @tx_queue_size @typeid @typeidversion @uid @unique_id @unit @vcpu @vectors @vendor @vgamem @vram
            @vram64 @websocket @x @y @device @voices @emulator @fmode @dmode
            vcpu iothreads shares period quota global_period global_quota emulator_period emulator_quota iothread_period
            iothread_quota weight read_bytes_sec write_bytes_sec total_bytes_sec read_iops_sec write_iops_sec total_iops_sec
            read_bytes_sec_max write_bytes_sec_max total_bytes_sec_max read_iops_sec_max write_iops_sec_max
            total_iops_sec_max size_iops_sec cbitpos reducedPhysBits sndbuf policy node
            """.strip().split("\\s+"));

    /** Those of them that libvirt reads as C does: a leading 0 means octal. */
    private static final Pattern AS_IN_C = Pattern.compile(
            ".*/(address/@(domain|bus|slot|function|cssid|devno)|zpci/@.*|(vendor|product)/@id|usbdev/@.*"
                    + "|controller/target/@(chassis|chassisNr|port|busNr)|parameters/@(managerid|typeid|typeidversion))");

    /** Those that are permissions. */
    private static final Pattern OCTAL = Pattern.compile(".*/(@fmode|@dmode|mode)");

    /** Those that are written in base 16, with or without 0x. */
    private static final Pattern HEXADECIMAL = Pattern.compile(".*/(address/@(reg|iobase|irq)|policy)");

    /** The names of attributes and elements that are sets of numbers. */
    private static final Set<String> SETS =
            Set.of("@cpuset", "@cpus", "@nodeset", "@vcpus", "@iothreads", "nodemask", "@nodes", "@slots");

    /** The names of attributes and elements in which letters of either case are the same. */
    private static final Set<String> CASELESS = Set.of("@loadparm", "@wwn", "wwn", "@unit");

    private static final Set<String> UUIDS =
            Set.of("uuid", "genid", "hwuuid", "@uuid", "@interfaceid", "@instanceid", "@portid", "@groupuuid");

    private static final Pattern NUMBER = Pattern.compile("[+-]?(0[xX][0-9a-fA-F]+|[0-9]+)");

    private static final Pattern MAC = Pattern.compile("([0-9a-fA-F]{1,2}:){5}[0-9a-fA-F]{1,2}");

    /** Words for true and for false; the places that take one pair do not take the other, but for a few that take both. */
    private static final Map<String, Boolean> WORDS = Map.of("yes", true, "on", true, "no", false, "off", false);

    private Meaning() {}

    /** {@return whether two values at a place mean the same to libvirt} */
    static boolean isSame(String place, String before, String after) {
        String one = before.strip();
        String other = after.strip();
        if (FREE.matcher(place).matches()) {
            return before.equals(after) || (place.matches("[^/]+/name") && one.equals(other));
        }
        String name = Rule.last(place);
        return one.equals(other)
                || isSameNumber(place, name, one, other)
                || isSameWord(name, one, other)
                || (SETS.contains(name) && isSameSet(one, other))
                || isSameIdentity(place, name, one, other)
                || isSameMachine(place, one, other);
    }

    private static boolean isSameNumber(String place, String name, String one, String other) {
        if (!NUMBERS.contains(name)) {
            return false;
        }
        Optional<BigInteger> number = number(place, one);
        return number.isPresent() && number.equals(number(place, other));
    }

    /** {@return a value as libvirt reads it at a place, empty if it is no number} */
    static Optional<BigInteger> number(String place, String value) {
        if (!NUMBER.matcher(value).matches()) {
            return Optional.empty();
        }
        boolean negative = value.startsWith("-");
        String digits = value.replaceFirst("^[+-]", "");
        int base = 10;
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            digits = digits.substring(2);
            base = 16;
        } else if (HEXADECIMAL.matcher(place).matches()) {
            base = 16;
        } else if (OCTAL.matcher(place).matches() && digits.matches("[0-7]+")) {
            base = 8;
        } else if (digits.matches("0[0-7]+") && AS_IN_C.matcher(place).matches()) {
            base = 8;
        }
        BigInteger number = new BigInteger(digits, base);
        return Optional.of(negative ? number.negate() : number);
    }

    private static boolean isSameWord(String name, String one, String other) {
        Boolean meant = WORDS.get(one);
        return name.startsWith("@") && meant != null && meant.equals(WORDS.get(other));
    }

    private static boolean isSameSet(String one, String other) {
        try {
            return NumberSet.parse(one).equals(NumberSet.parse(other));
        } catch (IllegalArgumentException notSets) {
            return false;
        }
    }

    private static boolean isSameIdentity(String place, String name, String one, String other) {
        if (UUIDS.contains(name)) {
            return one.replace("-", "").equalsIgnoreCase(other.replace("-", ""));
        }
        if (name.equals("@address")
                && MAC.matcher(one).matches()
                && MAC.matcher(other).matches()) {
            return mac(one).equals(mac(other));
        }
        if (place.endsWith("/usbdev/@version")) {
            return release(one).equals(release(other));
        }
        boolean caseless = CASELESS.contains(name) || place.endsWith("/interface/model/@type");
        return caseless && one.equalsIgnoreCase(other);
    }

    /** {@return a release of USB with two digits behind the dot} */
    private static String release(String version) {
        return version.matches("[0-9]+\\.[0-9]") ? version + "0" : version;
    }

    /** {@return a MAC address with two digits each} */
    static String mac(String address) {
        return (":" + address.toLowerCase(Locale.ROOT))
                .replaceAll(":(?=[^:](:|$))", ":0")
                .substring(1);
    }

    /** A machine without a release is the newest of its kind, by whose whole name libvirt keeps it. */
    private static boolean isSameMachine(String place, String kept, String alias) {
        return place.endsWith("os/type/@machine")
                && ((alias.equals("pc") && kept.startsWith("pc-i440fx-"))
                        || (alias.equals("q35") && kept.startsWith("pc-q35-")));
    }
}
