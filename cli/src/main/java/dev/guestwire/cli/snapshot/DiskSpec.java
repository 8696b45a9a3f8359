package dev.guestwire.cli.snapshot;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.domain.DomainSnapshot;
import dev.guestwire.xml.domain.SnapshotDisk;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What a snapshot is to hold of a disk or of the memory, as virsh's {@code --diskspec} and {@code --memspec} say it:
 * {@code vda,snapshot=external,file=/a}. Two commas are one comma of a word.
 *
 * @param first the first word, if it has no name; else empty
 * @param named the other words, by their names
 */
record DiskSpec(String first, Map<String, String> named) {
    private static final Pattern COMMA = Pattern.compile("(?<!,),(?!,)");

    private static DiskSpec parse(String text, String form, List<String> names) {
        String first = "";
        Map<String, String> named = new TreeMap<>();
        List<String> words = List.of(COMMA.split(text, -1));
        for (String word : words) {
            String plain = word.replace(",,", ",");
            int sign = plain.indexOf('=');
            String name = sign < 0 ? "" : plain.substring(0, sign);
            if (names.contains(name)) {
                named.put(name, plain.substring(sign + 1));
            } else if (named.isEmpty() && first.isEmpty() && !plain.isEmpty()) {
                first = plain;
            } else {
                throw new TypeConversionException("'" + text + "' is not " + form);
            }
        }
        return new DiskSpec(first, named);
    }

    /** Reads what becomes of a disk. */
    static final class OfDisk implements ITypeConverter<SnapshotDisk> {
        private static final String FORM = "DISK[,snapshot=KIND][,driver=FORMAT][,stype=file or block][,file=PATH]";

        OfDisk() {}

        @Override
        public SnapshotDisk convert(String text) {
            DiskSpec spec = parse(text, FORM, List.of("snapshot", "driver", "stype", "file"));
            if (spec.first().isEmpty()) {
                throw new TypeConversionException("'" + text + "' is not " + FORM);
            }
            String kind = spec.named().get("stype");
            String file = spec.named().get("file");
            String driver = spec.named().get("driver");
            SnapshotDisk disk = new SnapshotDisk(Element.of("disk"))
                    .withName(spec.first())
                    .withSnapshot(spec.named().get("snapshot"));
            disk = kind == null ? disk : disk.withType(kind);
            disk = driver == null ? disk : disk.withDriver(one -> one.withType(driver));
            if (file == null) {
                return disk;
            }
            boolean block = "block".equals(kind);
            return disk.withSource(source -> block ? source.withDevice(file) : source.withFile(file));
        }
    }

    /** Reads what becomes of the memory: a document with nothing else. */
    static final class OfMemory implements ITypeConverter<DomainSnapshot> {
        OfMemory() {}

        @Override
        public DomainSnapshot convert(String text) {
            DiskSpec spec = parse(text, "[file=]PATH[,snapshot=KIND]", List.of("snapshot", "file"));
            String file = spec.first().isEmpty() ? spec.named().get("file") : spec.first();
            return new DomainSnapshot(Element.of("domainsnapshot"))
                    .withMemorySnapshot(spec.named().get("snapshot"))
                    .withMemoryFile(file);
        }
    }
}
