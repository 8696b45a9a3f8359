package dev.guestwire.xml;

import dev.guestwire.error.MalformedDataException;
import dev.guestwire.xml.domain.Domain;
import dev.guestwire.xml.domain.DomainBackup;
import dev.guestwire.xml.domain.DomainCheckpoint;
import dev.guestwire.xml.domain.DomainSnapshot;
import dev.guestwire.xml.host.Capabilities;
import dev.guestwire.xml.host.DomainCapabilities;
import dev.guestwire.xml.host.NodeDevice;
import dev.guestwire.xml.host.Secret;
import dev.guestwire.xml.network.HostInterface;
import dev.guestwire.xml.network.Network;
import dev.guestwire.xml.storage.StoragePool;
import dev.guestwire.xml.storage.StorageVolume;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Asks views everything that they can tell, by reflection. */
final class Readings {
    private static final Set<String> NOT_READINGS = Set.of("xml", "hashCode", "toString", "getClass", "notify", "wait");
    private static final Map<Class<?>, List<Method>> ACCESSORS = new ConcurrentHashMap<>();
    private static final Map<String, Function<Element, View>> ROOTS = Map.ofEntries(
            Map.entry("domain", Domain::new),
            Map.entry("domainsnapshot", DomainSnapshot::new),
            Map.entry("domaincheckpoint", DomainCheckpoint::new),
            Map.entry("domainbackup", DomainBackup::new),
            Map.entry("capabilities", Capabilities::new),
            Map.entry("domainCapabilities", DomainCapabilities::new),
            Map.entry("device", NodeDevice::new),
            Map.entry("secret", Secret::new),
            Map.entry("pool", StoragePool::new),
            Map.entry("volume", StorageVolume::new),
            Map.entry("network", Network::new),
            Map.entry("interface", HostInterface::new));

    private Readings() {}

    static Optional<View> document(Element root) {
        return Optional.ofNullable(ROOTS.get(root.name())).map(r -> r.apply(root));
    }

    /** {@return the methods that tell something, in the order of their names} */
    static List<Method> accessors(Class<?> type) {
        return ACCESSORS.computeIfAbsent(
                type,
                t -> Arrays.stream(t.getMethods())
                        .filter(m -> m.getParameterCount() == 0 && !Modifier.isStatic(m.getModifiers()))
                        .filter(m -> m.getReturnType() != void.class && !NOT_READINGS.contains(m.getName()))
                        .sorted(Comparator.comparing(Method::getName))
                        .toList());
    }

    /** {@return what a method tells, or the exception that it throws if a value is malformed} */
    static Object ask(View view, Method accessor) {
        try {
            return accessor.invoke(view);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof MalformedDataException malformed) {
                return malformed;
            }
            throw new AssertionError(view.getClass().getName() + "." + accessor.getName(), e);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return everything that a view and the views within it tell} */
    static String print(View view) {
        StringBuilder out = new StringBuilder();
        print(view, out);
        return out.toString();
    }

    private static void print(Object value, StringBuilder out) {
        switch (value) {
            case View view -> {
                if (!view.xml().isBare()) {
                    out.append(view.getClass().getSimpleName()).append('{');
                    for (Method accessor : accessors(view.getClass())) {
                        out.append(accessor.getName()).append('=');
                        print(ask(view, accessor), out);
                    }
                    out.append("}\n");
                }
            }
            case Element element -> out.append(element.toXml());
            case Optional<?> optional -> optional.ifPresent(v -> print(v, out));
            case List<?> list -> list.forEach(v -> print(v, out.append("- ")));
            case MalformedDataException malformed -> out.append(malformed.getMessage());
            default -> out.append(value).append('\n');
        }
    }

    /** {@return a view and all views that can be reached from it, without those that equal a known one, which this adds to} */
    static List<View> within(View root, Set<View> known) {
        List<View> found = new ArrayList<>();
        collect(root, found, known);
        return found;
    }

    private static void collect(Object value, List<View> found, Set<View> known) {
        switch (value) {
            case View view -> {
                if (known.add(view)) {
                    found.add(view);
                    if (!view.xml().isBare()) {
                        accessors(view.getClass()).forEach(a -> collect(ask(view, a), found, known));
                    }
                }
            }
            case Optional<?> optional -> optional.ifPresent(v -> collect(v, found, known));
            case List<?> list -> list.forEach(v -> collect(v, found, known));
            default -> {}
        }
    }
}
