package dev.guestwire.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SamenessTest {
    private static final List<String> SAME = List.of(
            "<a x='1' y='2'><b/><c>t</c><b z='1'/></a>",
            "<a y='2' x='1'><b/><c>t</c><b z='1'/></a>",
            "<a x='1' y='2'><c>t</c><b/><b z='1'/></a>",
            "<a x='1' y='2'>\n <b/><!-- n --><b z='1'/><c>t</c><?p?></a>",
            "<a x='1' y='2' xmlns:u='urn:unused'><b/><c>t</c><b z='1'/></a>",
            "<a x='1' y='2'><b> </b><c><!-- n -->t</c><b z='1'></b></a>");

    @Test
    void orderOfDifferentNamesCommentsAndBlanksDoNotCount() {
        for (String one : SAME) {
            for (String other : SAME) {
                assertThat(Element.parse(one)).isEqualTo(Element.parse(other));
                assertThat(Element.parse(one)).hasSameHashCodeAs(Element.parse(other));
            }
        }
    }

    @Test
    void whatLibvirtCouldTellApartDiffers() {
        List<String> different = List.of(
                "<a x='1'><b/><c>t</c></a>",
                "<a x='2'><b/><c>t</c></a>",
                "<a x='1' y=''><b/><c>t</c></a>",
                "<a x='1'><b/><c>t </c></a>",
                "<a x='1'><b/><b/><c>t</c></a>",
                "<a x='1'><b z='1'/><b/><c>t</c></a>",
                "<a x='1'><b/><b z='1'/><c>t</c></a>",
                "<a x='1' xmlns='urn:x'><b/><c>t</c></a>",
                "<a x='1' xmlns='urn:x'><c>t</c><b/></a>",
                "<a x='1' xmlns:q='urn:x'><q:b/><c>t</c></a>",
                "<a x='1'>t<b/><c/></a>",
                "<a x='1'><b/>t<c/></a>",
                "<d x='1'><b/><c>t</c></d>");
        for (int i = 0; i < different.size(); i++) {
            for (int j = 0; j < different.size(); j++) {
                assertThat(Element.parse(different.get(i)).equals(Element.parse(different.get(j))))
                        .as("%s and %s", different.get(i), different.get(j))
                        .isEqualTo(i == j);
            }
        }
    }

    @Test
    void prefixesDoNotCount() {
        assertThat(Element.parse("<q:a xmlns:q='urn:x' q:b='1'/>"))
                .isEqualTo(Element.parse("<r:a xmlns:r='urn:x' r:b='1'/>"));
        assertThat(Element.parse("<a xmlns='urn:x'/>")).isEqualTo(Element.of("urn:x", "z", "a"));
    }

    @Test
    void shuffledCopiesAreEqualAndChangedOnesAreNot() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            Element one = RandomElements.element(random, 4);
            Element other = shuffled(one, random);
            assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
            assertThat(one).isEqualTo(other);
            assertThat(Element.parse(other.toPrettyXml())).isEqualTo(one);
            Element changed = RandomElements.changed(other, random);
            assertThat(changed.equals(one)).as("%s and %s", one, changed).isFalse();
            assertThat(one.equals(changed)).isFalse();
        }
    }

    private static Element shuffled(Element e, Random random) {
        List<Attribute> attributes = new ArrayList<>(e.attributes());
        Collections.shuffle(attributes, random);
        if (e.content().stream().anyMatch(n -> n instanceof Node.Text)) {
            return e.withAttributes(attributes);
        }
        Map<String, List<Node>> byName = new LinkedHashMap<>();
        for (Element child : e.children()) {
            byName.computeIfAbsent(child.name(), n -> new ArrayList<>()).add(shuffled(child, random));
        }
        List<Node> mixed = new ArrayList<>();
        while (!byName.isEmpty()) {
            List<String> names = new ArrayList<>(byName.keySet());
            String name = names.get(random.nextInt(names.size()));
            List<Node> left = Objects.requireNonNull(byName.get(name));
            mixed.add(left.remove(0));
            if (left.isEmpty()) {
                byName.remove(name);
            }
            if (random.nextInt(4) == 0) {
                mixed.add(new Node.Comment("noise"));
            }
        }
        return e.withAttributes(attributes).withContent(mixed);
    }
}
