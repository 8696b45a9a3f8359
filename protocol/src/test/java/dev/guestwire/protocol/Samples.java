package dev.guestwire.protocol;

import dev.guestwire.protocol.remote.RemoteProgram;
import java.io.IOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values of every record that travels, made by reflection: variant after variant, each component takes all its edges. */
final class Samples {
    /** As many variants as it takes for every component to have had each of its values. */
    static final int VARIANTS = 12;

    private static final List<Object> INTS = List.of(0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 65_535);
    private static final List<Object> LONGS = List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 0xffff_ffffL, 1L << 33);
    private static final List<Object> DOUBLES = List.of(0.5, -0.0, Double.NaN, Double.NEGATIVE_INFINITY);
    private static final List<Object> TEXTS = List.of("", "web-1", "Gäste ✓ 🦊", "abcd", "x\ny");
    private static final List<Object> BYTES =
            List.of(Bytes.EMPTY, Bytes.of((byte) 0, (byte) -1, (byte) 127), Bytes.of(new byte[] {1, 2, 3, 4}));
    private static final List<Object> UUIDS = List.of(new UUID(0, 0), new UUID(-1, -1), new UUID(1L << 63, 0xcafeL));

    private Samples() {}

    /** {@return every generated record and every answer in one, and the two written by hand that have a reader} */
    static List<Class<?>> records() {
        List<Class<?>> records = new ArrayList<>(List.of(TypedParam.class, RemoteError.class));
        for (Class<?> type : generated()) {
            if (type.isRecord()) {
                records.add(type);
            }
        }
        return records;
    }

    private static List<Class<?>> generated() {
        try {
            Path classes = Path.of(RemoteProgram.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            List<Class<?>> found = new ArrayList<>();
            for (String program : List.of("remote", "qemu", "lxc")) {
                try (Stream<Path> files = Files.list(classes.resolve("dev/guestwire/protocol/" + program))) {
                    for (Path file : files.sorted().toList()) {
                        String name = file.getFileName().toString().replace(".class", "");
                        found.add(Class.forName("dev.guestwire.protocol." + program + "." + name));
                    }
                }
            }
            return found;
        } catch (IOException | URISyntaxException | ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** {@return a value of a record; the same variant is the same value} */
    static XdrValue value(Class<?> type, int variant) {
        return (XdrValue) record(type, variant);
    }

    /** {@return the bytes of a value} */
    static byte[] bytes(XdrValue value) {
        XdrWriter out = new XdrWriter();
        value.write(out);
        return out.toByteArray();
    }

    /** Reads a record the way its users do. */
    static XdrValue read(Class<?> type, XdrReader in) {
        try {
            return (XdrValue) type.getMethod("read", XdrReader.class).invoke(null, in);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(thrown);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(type + " has no reader", impossible);
        }
    }

    private static Object record(Class<?> type, int variant) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = component(components[i], variant + i);
        }
        return create(type, values);
    }

    /** Creates a record from the values of its components. */
    static Object create(Class<?> type, @Nullable Object[] values) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(type + " cannot be created", impossible);
        }
    }

    /** {@return a value of one component; null now and then where it may be absent} */
    static @Nullable Object component(RecordComponent component, int variant) {
        return component(component.getAnnotatedType(), variant);
    }

    private static @Nullable Object component(AnnotatedType type, int variant) {
        if (type.isAnnotationPresent(Nullable.class) && variant % 2 == 1) {
            return null;
        }
        if (type instanceof AnnotatedParameterizedType list) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (int i = 0; i < variant % 4; i++) {
                elements.add(component(list.getAnnotatedActualTypeArguments()[0], variant + i));
            }
            return elements;
        }
        return plain((Class<?>) type.getType(), variant);
    }

    private static Object plain(Class<?> type, int variant) {
        if (type == int.class || type == Integer.class) {
            return pick(INTS, variant);
        } else if (type == long.class || type == Long.class) {
            return pick(LONGS, variant);
        } else if (type == double.class) {
            return pick(DOUBLES, variant);
        } else if (type == boolean.class) {
            return variant % 2 == 0;
        } else if (type == String.class) {
            return pick(TEXTS, variant);
        } else if (type == Bytes.class) {
            return pick(BYTES, variant);
        } else if (type == UUID.class) {
            return pick(UUIDS, variant);
        } else if (type == ParamValue.class) {
            Class<?>[] kinds = ParamValue.class.getPermittedSubclasses();
            return record(kinds[variant % kinds.length], variant / 2);
        }
        return record(type, variant);
    }

    private static Object pick(List<Object> values, int variant) {
        return values.get(variant % values.size());
    }
}
