package dev.guestwire.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.MalformedDataException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls every {@code with…} of every view that the samples reach; of views that say the same, of the first. */
class EditsTest {
    @Test
    void puttingBackWhatWasReadChangesNothing() throws Exception {
        int edits = 0;
        Set<View> known = new HashSet<>();
        for (Element document : Samples.allDocuments()) {
            for (View view : Readings.within(Readings.document(document).orElseThrow(), known)) {
                for (Edit edit : edits(view)) {
                    Object value = edit.value(view);
                    if (!(value instanceof MalformedDataException) && edit.takes(value)) {
                        requireSame(edit.apply(view, value).xml(), view.xml(), edit, value);
                        edits++;
                    }
                }
            }
        }
        assertThat(edits).isGreaterThan(2000);
    }

    @Test
    void whatNoViewKnowsSurvivesEveryEdit() throws Exception {
        int edits = 0;
        Set<View> known = new HashSet<>();
        for (Element document : Samples.allDocuments()) {
            Element planted = planted(document);
            for (View view : Readings.within(Readings.document(planted).orElseThrow(), known)) {
                long before = count(view.xml());
                for (Edit edit : edits(view)) {
                    Object value = edit.value(view);
                    Object other = other(value);
                    if (other != null && !edit.isFlag()) {
                        assertThat(count(edit.apply(view, other).xml()))
                                .as("%s, %s instead of %s, in %s", edit.with, other, value, view.xml())
                                .isEqualTo(before);
                        edits++;
                    }
                }
            }
        }
        assertThat(edits).isGreaterThan(1000);
    }

    @SuppressWarnings("ReferenceEquality")
    private static void requireSame(Element after, Element before, Edit edit, @Nullable Object value) {
        if (after != before) {
            assertThat(Layout.print(after))
                    .as("%s with what it read: %s", edit.with, value)
                    .isEqualTo(Layout.print(before));
        }
    }

    private static Element planted(Element e) {
        List<Node> content = new ArrayList<>();
        for (Node node : e.content()) {
            content.add(node instanceof Element child ? planted(child) : node);
        }
        content.add(Element.of(e.namespace(), e.prefix(), "x-unknown"));
        return e.withContent(content).withAttribute("x-unknown", "kept");
    }

    private static long count(Element e) {
        return e.toXml().split("x-unknown", -1).length;
    }

    /** {@return another value of the same kind, or null where a change may well take things away} */
    private static @Nullable Object other(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case String s -> s + "x";
            case Integer i -> i + 1;
            case Long l -> l + 1;
            case Boolean b -> !b;
            case UUID u -> UUID.nameUUIDFromBytes(u.toString().getBytes(UTF_8));
            case Size s -> new Size(s.value() + 1, "MiB");
            case NumberSet s -> NumberSet.of(s.size() + 100);
            default -> null;
        };
    }

    private static List<Edit> edits(View view) {
        List<Edit> found = new ArrayList<>();
        for (Method with : view.getClass().getMethods()) {
            boolean isEdit = with.getName().matches("with[A-Z].*")
                    && with.getParameterCount() == 1
                    && with.getReturnType() == view.getClass();
            if (isEdit) {
                String name = with.getName().substring(4, 5).toLowerCase(Locale.ROOT)
                        + with.getName().substring(5);
                Readings.accessors(view.getClass()).stream()
                        .filter(a -> a.getName().equals(name))
                        .forEach(a -> found.add(new Edit(a, with)));
            }
        }
        return found;
    }

    private record Edit(Method accessor, Method with) {
        /** {@return what is there now: null for nothing, an exception for something malformed} */
        @Nullable
        Object value(View view) {
            Object value = Readings.ask(view, accessor);
            if (value instanceof View && with.getParameterTypes()[0] == UnaryOperator.class) {
                return UnaryOperator.identity();
            }
            return value instanceof Optional<?> optional ? optional.orElse(null) : value;
        }

        /** Taking a flag away takes away what stands in it. */
        boolean isFlag() {
            return with.getParameterTypes()[0] == boolean.class;
        }

        boolean takes(@Nullable Object value) {
            return value != null || with.getAnnotatedParameterTypes()[0].isAnnotationPresent(Nullable.class);
        }

        View apply(View view, @Nullable Object value) throws ReflectiveOperationException {
            return (View) with.invoke(view, value);
        }
    }
}
