package dev.guestwire.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.xml.host.NodeDevice;
import dev.guestwire.xml.host.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every field of OpenStack Nova's 112 LibvirtConfig classes, one a line of nova-config.tsv, has a view that reads and writes it. */
class NovaConfigTest {
    private static final Pattern STEP = Pattern.compile("([^\\[]+)(?:\\[(\\d+)])?");
    private static final Map<String, Class<?>> FACTORIES =
            Map.of("NodeDevice.mediated", NodeDevice.class, "Secret.of", Secret.class, "Address.of", Address.class);

    @Test
    void allOfNovasClassesAreListed() throws Exception {
        assertThat(fields().stream().map(Field::owner).distinct()).hasSize(112);
        assertThat(fields().stream().filter(Field::isHelper).map(Field::owner))
                .containsExactlyInAnyOrder("Object", "GuestDevice", "GuestFeature", "GuestIDMap");
    }

    @Test
    void everyFieldIsReadFromItsPlaceInTheDocument() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Field field : fields()) {
            if (!field.isHelper()) {
                Element document = field.parsed();
                String read = String.valueOf(field.reading().of(document));
                String changed = String.valueOf(field.reading().of(field.changed(document)));
                String expected = field.value().equals("=") ? field.raw(document) : field.value();
                if (!read.equals(expected) || changed.equals(expected)) {
                    wrong.add(
                            field + ": reads " + read + ", and " + changed + " where the document says something else");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyFieldThatNovaWritesCanBeWritten() throws Exception {
        List<String> wrong = new ArrayList<>();
        int written = 0;
        for (Field field : fields()) {
            if (field.isWritten()) {
                Object value = Objects.requireNonNull(field.reading().of(field.parsed()), field.toString());
                Object owner = Objects.requireNonNull(field.reading().owner(field.parsed()));
                Object again = field.reading().afterWriting(owner, value, field.writer());
                if (!value.equals(again)) {
                    wrong.add(field + ": " + again);
                }
                written++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(written).isGreaterThan(400);
    }

    /** Whole documents, where a value alone makes no sense. */
    @Test
    void whatIsBuiltAsAWholeHasItsFactory() throws Exception {
        for (Field field : fields()) {
            if (field.writer().contains(".")) {
                Class<?> type = Objects.requireNonNull(FACTORIES.get(field.writer()), field.writer());
                String name = field.writer().substring(field.writer().indexOf('.') + 1);
                assertThat(Arrays.stream(type.getMethods()).map(m -> m.getName()))
                        .contains(name);
            }
        }
    }

    private static List<Field> fields() throws IOException {
        try (InputStream in = Objects.requireNonNull(NovaConfigTest.class.getResourceAsStream("nova-config.tsv"))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .skip(1)
                    .map(l -> l.split("\t", -1))
                    .map(f -> new Field(f[0], f[1], f[2], f[3], new Reading(f[4]), f[5], f[6]))
                    .toList();
        }
    }

    /**
     * One field.
     *
     * @param owner Nova's class, without its prefix
     * @param direction P if Nova parses it, F if Nova formats it, - for a class without fields, which {@code value} explains
     * @param document the sample in which it has a value
     * @param path where: elements, then {@code @} and an attribute, or {@code #} for text
     * @param reading our accessor
     * @param value what it tells, = for what stands in the document
     * @param writer our method, if not named after the accessor; - where only daemons write it
     */
    private record Field(
            String owner,
            String direction,
            String document,
            String path,
            Reading reading,
            String value,
            String writer) {
        boolean isHelper() {
            return direction.equals("-");
        }

        boolean isWritten() {
            return direction.contains("F") && !writer.equals("-") && !writer.contains(".");
        }

        Element parsed() throws IOException {
            return Element.parse(Files.readString(
                    Path.of("src/test/resources/dev/guestwire/xml/documents/nova", document + ".xml"), UTF_8));
        }

        String raw(Element root) {
            List<String> found = new ArrayList<>();
            edit(root, e -> {
                found.add(
                        attribute().isEmpty()
                                ? e.text()
                                : e.attribute(attribute()).orElseThrow());
                return e;
            });
            return found.get(0);
        }

        /** {@return a copy that says something else at the path, or in which the element there is empty} */
        Element changed(Element root) {
            if (path.endsWith("#")) {
                return edit(root, e -> Content.withText(e, e.text() + "x"));
            }
            return attribute().isEmpty()
                    ? edit(root, e -> Element.of("x-gone"))
                    : edit(
                            root,
                            e -> e.withAttribute(
                                    attribute(), e.attribute(attribute()).orElseThrow() + "x"));
        }

        private String attribute() {
            return path.contains("@") ? path.substring(path.indexOf('@') + 1) : "";
        }

        private Element edit(Element root, UnaryOperator<Element> change) {
            String elements = path.replaceFirst("[@#].*", "");
            return edit(
                    root,
                    Stream.of(elements.split("/")).filter(s -> !s.isEmpty()).toList(),
                    change);
        }

        private static Element edit(Element e, List<String> steps, UnaryOperator<Element> change) {
            if (steps.isEmpty()) {
                return change.apply(e);
            }
            Matcher step = STEP.matcher(steps.get(0));
            if (!step.matches()) {
                throw new IllegalArgumentException(steps.get(0));
            }
            int index = step.group(2) == null ? 0 : Integer.parseInt(step.group(2)) - 1;
            Element child = e.children().stream()
                    .filter(c -> c.qualifiedName().equals(step.group(1)))
                    .skip(index)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + steps.get(0) + " in " + e));
            return e.replace(child, edit(child, steps.subList(1, steps.size()), change));
        }
    }
}
