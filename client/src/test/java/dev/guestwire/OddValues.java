package dev.guestwire;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.ParamValue;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.XdrLimitException;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.XdrWriter;
import java.io.IOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records of libvirt's protocol with values at the edges of their types, made by reflection; the same seed makes the same. */
final class OddValues {
    private static final Pattern LITERAL = Pattern.compile("\"([a-z][a-z0-9_.-]{1,30})\"");
    private static final List<Integer> INTS =
            List.of(0, 1, 2, 3, -1, 16_384, 16_385, 65_535, Integer.MAX_VALUE, Integer.MIN_VALUE, 1_000_000_000);
    private static final List<Long> LONGS = List.of(
            0L,
            1L,
            -1L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0xffff_ffffL,
            1L << 53,
            Long.MAX_VALUE / 1000,
            31_556_889_864_403_200L);
    /** Names of typed parameters, and beginnings of such: every text of that form in the classes that read some. */
    private static final List<String> FIELDS = fields();

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "web",
            "-1",
            "99999999999999999999",
            "0-99999",
            "5-2",
            "^",
            "3c8a7f4e-0d4f-4f60-9a39-0f9c5a3b7d01",
            "{\"return\":{\"pid\":99999999999999999999}}",
            "{\"return\":{\"exited\":true,\"exitcode\":-99999999999,\"out-data\":\"*\",\"err-data\":\"\"}}",
            "[".repeat(100_000),
            "<",
            "<domain/>",
            "<domain id='-1'><name/><uuid>no</uuid><memory unit='EiB'>99999999</memory><vcpu>-1</vcpu><devices>"
                    + "<disk type='x' device='y'><target dev=''/></disk><interface/><channel type='unix'><target/></channel>"
                    + "</devices></domain>",
            "<capabilities><host><uuid>x</uuid><cpu/></host></capabilities>",
            "\u001b\u202e");

    private final SplittableRandom random;

    /** Begins to make values. */
    OddValues(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** {@return every generated class of libvirt's protocol} */
    static List<Class<?>> generated() {
        return new ClassFileImporter()
                        .importPackages(List.of(
                                "dev.guestwire.protocol.remote",
                                "dev.guestwire.protocol.qemu",
                                "dev.guestwire.protocol.lxc"))
                        .stream()
                        .filter(type -> !type.isAnonymousClass())
                        .sorted(Comparator.comparing(JavaClass::getName))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    /** {@return an answer that a daemon can send} */
    XdrValue answer(Class<?> type) {
        while (true) {
            XdrValue answer = (XdrValue) record(type);
            try {
                answer.write(new XdrWriter());
                return answer;
            } catch (XdrLimitException another) {
                // some texts do not fit every field
            }
        }
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < values.length; i++) {
            types[i] = components[i].getType();
            values[i] = component(components[i].getAnnotatedType());
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(type + " cannot be created", impossible);
        }
    }

    private @Nullable Object component(AnnotatedType type) {
        if (type.isAnnotationPresent(Nullable.class) && random.nextInt(4) == 0) {
            return null;
        }
        if (type instanceof AnnotatedParameterizedType list) {
            List<@Nullable Object> elements = new ArrayList<>();
            int size = random.nextInt(3) == 0 ? 0 : random.nextInt(1, 16);
            for (int i = 0; i < size; i++) {
                elements.add(component(list.getAnnotatedActualTypeArguments()[0]));
            }
            return elements;
        }
        return plain((Class<?>) type.getType());
    }

    private Object plain(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return pick(INTS);
        } else if (type == long.class || type == Long.class) {
            return pick(LONGS);
        } else if (type == double.class) {
            return pick(List.of(0.5, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, 1e300));
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == String.class) {
            return pick(TEXTS);
        } else if (type == Bytes.class) {
            return bytes();
        } else if (type == UUID.class) {
            return new UUID(pick(LONGS), pick(LONGS));
        } else if (type == TypedParam.class) {
            return new TypedParam(field(), (ParamValue) plain(ParamValue.class));
        } else if (type == ParamValue.class) {
            return record(pick(List.of(ParamValue.class.getPermittedSubclasses())));
        }
        return record(type);
    }

    private String field() {
        StringBuilder field = new StringBuilder(pick(FIELDS));
        for (int parts = 0; parts < 3 && field.charAt(field.length() - 1) == '.'; parts++) {
            field.append(random.nextBoolean() ? random.nextInt(3) + "." : "").append(pick(FIELDS));
        }
        return field.toString();
    }

    /** Names of typed parameters, as the sources that read them have them. */
    private static List<String> fields() {
        Set<String> found = new TreeSet<>();
        for (String room : List.of("resource", "block", "job", "agent")) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/guestwire", room))) {
                for (Path file : files.sorted().toList()) {
                    LITERAL.matcher(Files.readString(file)).results().forEach(literal -> found.add(literal.group(1)));
                }
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        }
        return List.copyOf(found);
    }

    private Bytes bytes() {
        byte[] bytes = new byte[pick(List.of(0, 1, 2, 3, 16, 255, 2048))];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return Bytes.of(bytes);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
