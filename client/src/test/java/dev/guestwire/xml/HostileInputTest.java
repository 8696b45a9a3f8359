package dev.guestwire.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.MalformedDataException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a []><a/>",
                "<?xml version='1.0'?><!-- x --><!DOCTYPE a SYSTEM 'http://127.0.0.1:9/x.dtd'><a/>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                "<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;]><a/>",
                "<!DOCTYPE a PUBLIC '-//x' 'file:///etc/passwd'><a/>",
                "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'><!ENTITY c '&b;&b;'>]><a>&c;</a>",
                "<!DOCTYPE a [<!ATTLIST a x CDATA 'default'>]><a/>",
                "<!-- ?> --><!DOCTYPE a><a/>",
                "<?x --> ?><!DOCTYPE a><a/>",
                "<!ELEMENT a ANY><a/>"
            })
    void aDoctypeIsRefusedWhateverItSays(String xml) {
        assertThatThrownBy(() -> Element.parse(xml))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("DOCTYPE")
                .hasMessageContaining("Line 1, column ");
    }

    static final List<String> NOT_WELL_FORMED = List.of(
            "",
            " ",
            "text",
            "<a>",
            "</a>",
            "<a></b>",
            "<a/><b/>",
            "<a/>text",
            "<a b='1' b='2'/>",
            "<a b=1/>",
            "<a b/>",
            "<a b='<'/>",
            "<a>]]></a>",
            "<a>&undefined;</a>",
            "<a b='&undefined;'/>",
            "<a>&</a>",
            "<a>&#0;</a>",
            "<a>&#x110000;</a>",
            "<a>&#xD800;</a>",
            "<a>\u0000</a>",
            "<a>\u0001</a>",
            "<a>\uFFFE</a>",
            "<a>\uD800</a>",
            "<a>\uDC00\uD800</a>",
            "<a b='\uDBFF'/>",
            "<a><!-- -- --></a>",
            "<a><![CDATA[</a>",
            "<a><?xml version='1.0'?></a>",
            "<p:a/>",
            "<a p:b='1'/>",
            "<a xmlns:p=''/>",
            "<a xmlns:xml='urn:x'/>",
            "<a xmlns:xmlns='urn:x'/>",
            "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
            "<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='1' q:b='2'/>",
            "<a:b:c xmlns:a='urn:x'/>",
            "<:a/>",
            "<a :b='1'/>",
            "<xmlns:a/>",
            "<?xml version='1.1'?><a>&#1;</a>",
            "<a/><!DOCTYPE a>",
            "\uFEFF\uFEFF<a/>");

    @ParameterizedTest
    @FieldSource("NOT_WELL_FORMED")
    void whatIsNotWellFormedIsRefused(String xml) {
        assertThatThrownBy(() -> Element.parse(xml))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("Line ");
    }

    @Test
    void theErrorNamesLineAndColumn() {
        assertThatThrownBy(() -> Element.parse("<domain>\n  <name>x</nam>\n</domain>"))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("Line 2, column ");
        assertThatThrownBy(() -> Element.parse("<domain>\n <a>\u0001</a></domain>"))
                .hasMessage("Line 2, column 5: character U+0001 cannot stand in XML");
        assertThatThrownBy(() -> Element.parse("<a>\n\n<q:b/></a>"))
                .hasMessageContaining("Line 3, column ")
                .hasMessageContaining("prefix q is not declared");
    }

    @Test
    void nestingIsBoundAtLibxmlsOwnDepth() {
        assertThat(Element.parse("<a>".repeat(256) + "</a>".repeat(256)).name()).isEqualTo("a");
        assertThatThrownBy(() -> Element.parse("<a>".repeat(257) + "</a>".repeat(257)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("256");
        assertThatThrownBy(() -> Element.parse("<a>".repeat(200_000))).isInstanceOf(MalformedDataException.class);
    }

    @Test
    void aBackingChainOf200Passes() {
        String chain = "<disk>" + "<backingStore type='file'>".repeat(200) + "</backingStore>".repeat(200) + "</disk>";
        Element disk = Element.parse("<domain><devices>" + chain + "</devices></domain>");
        assertThat(Element.parse(disk.toPrettyXml())).isEqualTo(disk);
    }

    @Test
    void sizeIsBoundAtTheWiresOwnLimit() {
        int room = XmlReader.MAX_BYTES - "<a></a>".length();
        assertThat(Element.parse("<a>" + "x".repeat(room) + "</a>").text()).hasSize(room);
        assertThatThrownBy(() -> Element.parse("<a>" + "x".repeat(room + 1) + "</a>"))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("4194305");
        assertThatThrownBy(() -> Element.parse("<a>" + "\u00e9".repeat(room / 2 + 1) + "</a>"))
                .isInstanceOf(MalformedDataException.class);
    }

    @Test
    void theJdksOwnLowerLimitsDoNotApply() {
        StringBuilder many = new StringBuilder("<a");
        for (int i = 0; i < 5000; i++) {
            many.append(" a").append(i).append("='x'");
        }
        assertThat(Element.parse(many + "/>").attributes()).hasSize(5000);
        assertThat(Element.parse("<a>" + "&amp;".repeat(200_000) + "</a>").text())
                .hasSize(200_000);
        String longName = "n".repeat(5000);
        assertThat(Element.parse("<" + longName + "/>").name()).isEqualTo(longName);
    }

    @Test
    void xincludeIsData() {
        Element a = Element.parse(
                "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/passwd'/></a>");
        assertThat(a.children()).hasSize(1);
        assertThat(a.toXml()).contains("xi:include href='file:///etc/passwd'");
    }

    @Test
    void workIsLinearInTheInput() {
        String wide = "<a>" + "<b c='d'/>".repeat(300_000) + "</a>";
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            Element parsed = Element.parse(wide);
            assertThat(parsed.children("b")).hasSize(300_000);
            assertThat(parsed).isEqualTo(Element.parse(wide));
        });
    }

    @Test
    void anEncodingInTheDeclarationDoesNotMatter() {
        assertThat(Element.parse("<?xml version='1.0' encoding='UTF-16'?><a>\u00fc</a>")
                        .text())
                .isEqualTo("\u00fc");
        assertThat(Element.parse("<?xml version='1.0' encoding='latin1'?><a>\u4e2d</a>")
                        .text())
                .isEqualTo("\u4e2d");
    }

    @Test
    void whatIsBuiltCannotBeMalformed() {
        assertThatThrownBy(() -> Element.of("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Element.of("a").withText("\u0000")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Element.of("a").withAttribute("x", "\uD800"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Element.of("a").withAttribute("<", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Node.Comment("a--b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Node.Instruction("xml", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
