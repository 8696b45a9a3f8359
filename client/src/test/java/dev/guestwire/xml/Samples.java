package dev.guestwire.xml;

import java.util.List;

/** Documents to test with. */
final class Samples {
    private Samples() {}

    /** {@return short documents with every kind of markup, to be broken at random} */
    static List<String> small() {
        return List.of(
                "<domain type='kvm' id='1'><name>a</name><memory unit='KiB'>1024</memory><devices/></domain>",
                "<a b=\"1\" c='2'>x &amp; y<!-- note --><![CDATA[<&]]></a>",
                "<a xmlns='urn:d' xmlns:p='urn:x'><p:b p:c='1' d='2'><e xmlns=''/></p:b></a>",
                "<?xml version='1.0' encoding='UTF-8'?>\n<!-- head -->\n<a>\n  <b/>\n  <c>t</c>\n</a>\n<!-- tail -->",
                "<m>mixed <b>bold</b> text<?p data?></m>",
                "<a x='&#10;&lt;&quot;'>&#x1F600;\u00fc</a>");
    }
}
