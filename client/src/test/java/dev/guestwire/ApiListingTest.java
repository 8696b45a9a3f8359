package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code api.txt} lists what is public, so that a change of it is seen. */
class ApiListingTest {
    private static final int PUBLIC_TYPES = 25;
    private static final Path LISTING = Path.of("api.txt");
    private static final Pattern EXPORTS = Pattern.compile("exports ([a-z.]+);");
    private static final Set<String> OF_RECORDS_AND_ENUMS =
            Set.of("equals", "hashCode", "toString", "values", "valueOf");

    @Test
    void whatIsPublicIsListed() throws IOException, URISyntaxException {
        String listing = exportedTypes().stream().map(ApiListingTest::entry).collect(Collectors.joining("\n"));
        Path made = Path.of("target/api.txt");
        Files.createDirectories(made.getParent());
        Files.writeString(made, listing);
        assertThat(Files.readString(LISTING))
                .as("The public API changed. If that is meant: cp client/target/api.txt client/api.txt")
                .isEqualTo(listing);
    }

    @Test
    void publicTypesAreFewInEachPackage() throws IOException, URISyntaxException {
        assertThat(exportedTypes().stream()
                        .filter(type -> type.getEnclosingClass() == null)
                        .filter(type -> !type.getPackageName().startsWith("dev.guestwire.xml."))
                        .collect(Collectors.groupingBy(Class::getPackageName, Collectors.counting())))
                .as("the views below xml do not count: libvirt's vocabulary decides how many there are")
                .allSatisfy((name, count) -> assertThat(count).isLessThanOrEqualTo(PUBLIC_TYPES));
    }

    private static List<Class<?>> exportedTypes() throws IOException, URISyntaxException {
        String module = Files.readString(Path.of("src/main/java/module-info.java"));
        Set<String> exported =
                EXPORTS.matcher(module).results().map(found -> found.group(1)).collect(Collectors.toSet());
        Path classes = Path.of(
                Host.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(classes)) {
            for (Path file :
                    tree.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name =
                        classes.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
                if (!name.endsWith("-info") && exported.contains(name.substring(0, name.lastIndexOf('.')))) {
                    types.add(load(name));
                }
            }
        }
        return types.stream()
                .filter(ApiListingTest::isReachable)
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException gone) {
            throw new AssertionError(gone);
        }
    }

    private static boolean isReachable(Class<?> type) {
        Class<?> enclosing = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers()) && (enclosing == null || isReachable(enclosing));
    }

    private static String entry(Class<?> type) {
        Set<String> members = new TreeSet<>();
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers()) && !field.isEnumConstant()) {
                members.add("constant " + text(field.getGenericType()) + " " + field.getName());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isVisible(constructor) && !type.isRecord()) {
                members.add("new" + parameters(constructor));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isVisible(method) && !isImplied(type, method)) {
                members.add(modifiers(method) + text(method.getGenericReturnType()) + " " + method.getName()
                        + parameters(method));
            }
        }
        return header(type) + "\n"
                + members.stream().map(member -> "    " + member + "\n").collect(Collectors.joining());
    }

    private static boolean isVisible(Executable member) {
        return (Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers()))
                && !member.isSynthetic();
    }

    private static boolean isImplied(Class<?> type, Method method) {
        boolean component = type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(each -> each.getAccessor().equals(method));
        boolean generates = type.isRecord() || type.isEnum();
        return component || (generates && OF_RECORDS_AND_ENUMS.contains(method.getName()));
    }

    private static String header(Class<?> type) {
        StringBuilder header = new StringBuilder(kind(type)).append(' ').append(type.getCanonicalName());
        if (type.getTypeParameters().length > 0) {
            header.append(Arrays.stream(type.getTypeParameters())
                    .map(TypeVariable::getName)
                    .collect(Collectors.joining(", ", "<", ">")));
        }
        if (type.isRecord()) {
            header.append(Arrays.stream(type.getRecordComponents())
                    .map(ApiListingTest::component)
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        Class<?> parent = type.getSuperclass();
        if (parent != null && !Set.of(Object.class, Record.class, Enum.class).contains(parent)) {
            header.append(" extends ").append(text(parent));
        }
        if (type.getInterfaces().length > 0) {
            header.append(" : ")
                    .append(Arrays.stream(type.getGenericInterfaces())
                            .map(ApiListingTest::text)
                            .collect(Collectors.joining(", ")));
        }
        if (type.isEnum()) {
            header.append(" = ")
                    .append(Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .collect(Collectors.joining(" ")));
        }
        return header.toString();
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "annotation";
        }
        if (type.isRecord()) {
            return "record";
        }
        if (type.isEnum()) {
            return "enum";
        }
        String sealed = type.isSealed() ? "sealed " : "";
        String made = Modifier.isFinal(type.getModifiers()) ? "final " : "";
        return sealed + made + (type.isInterface() ? "interface" : "class");
    }

    private static String modifiers(Method method) {
        return Modifier.isStatic(method.getModifiers()) ? "static " : "";
    }

    private static String parameters(Executable member) {
        List<String> all = new ArrayList<>();
        for (Parameter parameter : member.getParameters()) {
            String type = text(parameter.getParameterizedType());
            all.add((parameter.isVarArgs() ? type.replaceFirst("\\[]$", "...") : type) + " " + parameter.getName());
        }
        return "(" + String.join(", ", all) + ")";
    }

    private static String component(RecordComponent component) {
        return text(component.getGenericType()) + " " + component.getName();
    }

    /** {@return the name of a type without its packages} */
    private static String text(Type type) {
        return type.getTypeName().replaceAll("\\b[a-z][a-z0-9]*\\.", "").replace('$', '.');
    }
}
