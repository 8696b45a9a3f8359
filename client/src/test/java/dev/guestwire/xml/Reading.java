package dev.guestwire.xml;

import dev.guestwire.error.MalformedDataException;
import dev.guestwire.xml.domain.Domain;
import dev.guestwire.xml.nova.NovaInstance;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A chain of accessors as text, such as {@code devices(Disk)[0].driver.cache}. In round brackets stands what is given to an
 * accessor, in square ones an index or a key.
 *
 * @param chain the text
 */
record Reading(String chain) {
    private static final Pattern STEP = Pattern.compile("(\\w+)(?:\\(([^)]*)\\))?(?:\\[([^]]*)])?");

    /** {@return what the last accessor tells, or what was thrown for a malformed value; null if there is nothing} */
    @Nullable
    Object of(Element document) throws ReflectiveOperationException {
        Object owner = owner(document);
        return owner == null ? null : ask(owner, last());
    }

    /** {@return what has the last accessor} */
    @Nullable
    Object owner(Element document) throws ReflectiveOperationException {
        Object at = Readings.document(document).orElseThrow();
        List<String> steps = steps();
        for (String step : steps.subList(0, steps.size() - 1)) {
            at = step.equals("NovaInstance") ? NovaInstance.of((Domain) at).orElse(null) : ask(at, step);
            if (at == null || at instanceof MalformedDataException) {
                return null;
            }
        }
        return at;
    }

    /** {@return what is told if an empty view of the owner's kind is given a value by a writer} */
    @Nullable
    Object afterWriting(Object owner, Object value, String writer) throws ReflectiveOperationException {
        Matcher step = STEP.matcher(last());
        if (!step.matches()) {
            throw new IllegalArgumentException(chain);
        }
        String accessor = step.group(1);
        String name =
                writer.isEmpty() ? "with" + Character.toUpperCase(accessor.charAt(0)) + accessor.substring(1) : writer;
        String key = step.group(2) == null ? step.group(3) : step.group(2);
        Object written = null;
        for (Method method : owner.getClass().getMethods()) {
            Class<?>[] takes = method.getParameterTypes();
            if (method.getName().equals(name) && takes.length == 2 && key != null && takes[1].isInstance(value)) {
                written = method.invoke(empty(owner), key, value);
            } else if (method.getName().equals(name) && takes.length == 1 && (key == null || value.equals(true))) {
                written = method.invoke(empty(owner), key == null ? value : key);
            }
        }
        return written == null ? "there is no " + name : ask(written, last());
    }

    private static Object empty(Object owner) throws ReflectiveOperationException {
        if (owner instanceof Element e) {
            return Element.of(e.name());
        }
        Element full = ((View) owner).xml();
        return owner.getClass()
                .getConstructor(Element.class)
                .newInstance(Element.of(full.namespace(), full.prefix(), full.name()));
    }

    private List<String> steps() {
        return List.of(chain.split("\\.", -1));
    }

    private String last() {
        return steps().get(steps().size() - 1);
    }

    private static @Nullable Object ask(Object owner, String text) throws ReflectiveOperationException {
        Matcher step = STEP.matcher(text);
        if (!step.matches()) {
            throw new IllegalArgumentException(text);
        }
        String argument = step.group(2);
        Method accessor = Arrays.stream(owner.getClass().getMethods())
                .filter(m -> m.getName().equals(step.group(1)))
                .filter(m -> m.getParameterCount() == (argument == null ? 0 : 1))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(owner.getClass() + " " + text));
        try {
            Object told = argument == null ? accessor.invoke(owner) : accessor.invoke(owner, given(accessor, argument));
            return told instanceof Optional<?> optional ? optional.orElse(null) : at(told, step.group(3));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof MalformedDataException malformed) {
                return malformed;
            }
            throw e;
        }
    }

    private static Object given(Method accessor, String argument) throws ClassNotFoundException {
        boolean kind = accessor.getParameterTypes()[0] == Class.class;
        return kind ? Class.forName("dev.guestwire.xml.device." + argument) : argument;
    }

    private static @Nullable Object at(Object told, @Nullable String index) {
        if (index == null) {
            return told;
        }
        if (told instanceof Map<?, ?> map) {
            return map.get(index);
        }
        List<?> list = (List<?>) told;
        int at = Integer.parseInt(index);
        return at < list.size() ? list.get(at) : null;
    }
}
