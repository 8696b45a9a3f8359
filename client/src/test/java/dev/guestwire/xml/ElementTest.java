package dev.guestwire.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementTest {
    private static final Element DISK = Element.parse("<disk type='file' device='disk'>"
            + "<driver name='qemu'/><source file='/a'/><target dev='vda'/><source file='/b'/></disk>");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a/>",
                "<a b='1' a='2'/>",
                "<a>text</a>",
                "<a>  </a>",
                "<a>\n</a>",
                "<a><b/><c/><b/></a>",
                "<a><!-- one --><b/><?p data?><?q?></a>",
                "<m>mixed <b>bold</b> and <i/> blank</m>",
                "<a x='&#10;&#9;&#13;&lt;&amp;&apos;&gt;\"'>&#13;\n&lt;&amp;&gt;'</a>",
                "<a>]]&gt;</a>",
                "<a>\u00fc\u4e2d\ud83d\ude00</a>",
                "<a xmlns:q='urn:x'><q:b q:c='1'/></a>",
                "<a xmlns='urn:x'><b xmlns=''><c/></b></a>",
                "<q:a xmlns:q='urn:x'><q:b xmlns:q='urn:y'/></q:a>",
                "<a xml:lang='en' xml:space='preserve'> </a>",
            })
    void whatIsReadIsWrittenBackToTheLetter(String xml) {
        assertThat(Element.parse(xml).toXml()).isEqualTo(xml);
    }

    @Test
    void everySpellingOfOneThingIsRead() {
        assertThat(Element.parse(
                        "\uFEFF<?xml version=\"1.0\" encoding='UTF-8'?>\r\n<!-- c -->\n<a \n b = \"1\" ></a >\n"))
                .isEqualTo(Element.parse("<a b='1'/>"));
        assertThat(Element.parse("<a><![CDATA[<]]]]><![CDATA[>]]>&#x41;</a>").text())
                .isEqualTo("<]]>A");
        assertThat(Element.parse("<a b='x\ny\tz'>p\r\nq</a>").toXml()).isEqualTo("<a b='x y z'>p\nq</a>");
    }

    @Test
    void whiteSpaceBetweenElementsIsLayoutButNeverBesideText() {
        assertThat(Element.parse("<a>\n  <b/>\n  <!-- c -->\n</a>").toXml()).isEqualTo("<a><b/><!-- c --></a>");
        assertThat(Element.parse("<a>\n x <b/> </a>").toXml()).isEqualTo("<a>\n x <b/> </a>");
        assertThat(Element.parse("<a><b/><c>x <d/> </c></a>").toPrettyXml())
                .isEqualTo("<a>\n  <b/>\n  <c>x <d/> </c>\n</a>\n");
    }

    @Test
    void anElementCutOutOfItsDocumentDeclaresItsPrefixes() {
        Element all = Element.parse("<a xmlns:q='urn:x' xmlns='urn:d'><q:b q:c='1'><d/></q:b></a>");
        assertThat(all.children().get(0).toXml()).isEqualTo("<q:b q:c='1' xmlns:q='urn:x'><d xmlns='urn:d'/></q:b>");
        assertThat(Element.of("a")
                        .plus(Element.of("urn:n", "", "b").plus(Element.of("c")))
                        .toXml())
                .isEqualTo("<a><b xmlns='urn:n'><c xmlns=''/></b></a>");
    }

    @Test
    void onePrefixCannotMeanTwoNamespaces() {
        Element q = Element.of("urn:x", "q", "a");
        assertThatThrownBy(() -> q.withAttributes(List.of(new Attribute(Attribute.XMLNS, "xmlns", "q", "urn:y"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'q'");
        assertThatThrownBy(
                        () -> Element.of("a").withAttributes(List.of(Attribute.of("b", "1"), Attribute.of("b", "2"))))
                .hasMessageContaining("b occurs twice");
        assertThatThrownBy(() -> Element.of("", "q", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Attribute("urn:x", "", "a", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void attributesKeepTheirPlaces() {
        assertThat(DISK.withAttribute("type", "block")
                        .withAttribute("model", "m")
                        .toXml())
                .startsWith("<disk type='block' device='disk' model='m'>");
        assertThat(DISK.withAttribute("type", null).attribute("type")).isEmpty();
        assertThat(DISK.withAttribute("absent", null)).isEqualTo(DISK);
    }

    @Test
    void childrenKeepTheirPlaces() {
        Element x = Element.of("source").withAttribute("file", "/x");
        Element y = Element.of("source").withAttribute("file", "/y");
        Element z = Element.of("source").withAttribute("file", "/z");
        assertThat(DISK.withChild(x).children("source"))
                .containsExactly(x, DISK.children("source").get(1));
        assertThat(DISK.plus(x).children("source")).hasSize(3).last().isEqualTo(x);
        assertThat(names(DISK.plus(Element.of("driver")))).startsWith("driver", "driver", "source");
        assertThat(names(DISK.withChildren("source", List.of(x, y, z))))
                .containsExactly("driver", "source", "target", "source", "source");
        assertThat(names(DISK.withChildren("source", List.of(x)))).containsExactly("driver", "source", "target");
        assertThat(names(DISK.withChildren("host", List.of(Element.of("host")))))
                .last()
                .isEqualTo("host");
        assertThat(DISK.without("source").has("source")).isFalse();
        assertThat(DISK.without(DISK.children("source").get(1)).children("source"))
                .containsExactly(DISK.children("source").get(0));
        assertThat(DISK.replace(DISK.children("source").get(1), x).children("source"))
                .last()
                .isEqualTo(x);
        assertThat(DISK.replace(x, y)).isSameAs(DISK);
    }

    @Test
    void aPartIsMadeWhenChangedAndRemovedWhenLeftBare() {
        Element ordered = DISK.withChild("boot", b -> b.withAttribute("order", "1"));
        assertThat(ordered.child("boot")).isPresent();
        assertThat(ordered.withChild("boot", b -> b.withAttribute("order", null)))
                .isEqualTo(DISK);
        assertThat(DISK.withChild("boot", b -> b)).isSameAs(DISK);
        Element bare = Element.parse("<a><b/></a>");
        assertThat(bare.withChild("b", b -> b)).isEqualTo(bare);
    }

    @Test
    void flagsAreElements() {
        Element readOnly = DISK.withFlag("readonly", true);
        assertThat(readOnly.has("readonly")).isTrue();
        assertThat(readOnly.withFlag("readonly", true)).isSameAs(readOnly);
        assertThat(readOnly.withFlag("readonly", false)).isEqualTo(DISK);
    }

    @Test
    void passwordsAreNotPrinted() {
        Element graphics = Element.parse("<g passwd='s3cret'><cookie name='a'>s3cret</cookie></g>");
        assertThat(graphics.toString()).doesNotContain("s3cret").contains("passwd='***'");
        assertThat(graphics.toXml()).contains("passwd='s3cret'");
    }

    private static List<String> names(Element e) {
        return e.children().stream().map(Element::name).toList();
    }
}
