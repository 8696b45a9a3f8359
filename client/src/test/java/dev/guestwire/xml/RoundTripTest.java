package dev.guestwire.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xml.sax.XMLReader;

/** Over our own documents, and all of libvirt's samples where they are. */
class RoundTripTest {
    /** Of libvirt 9.0.0: an empty file, and one with several roots. */
    private static final int BROKEN_SAMPLES = 2;

    @Test
    void everyDocumentComesBackTheSame() throws Exception {
        XMLReader sax = SaxTree.reader();
        List<String> broken = new ArrayList<>();
        List<String> documents = Stream.concat(Samples.own().stream(), Samples.libvirts().stream())
                .toList();
        for (String text : documents) {
            Optional<Element> theirs = SaxTree.read(sax, text);
            if (theirs.isEmpty()) {
                broken.add(text.substring(0, Math.min(80, text.length())));
                continue;
            }
            Element read = Element.parse(text);
            assertThat(Layout.print(read)).isEqualTo(Layout.print(theirs.get()));
            for (String written : List.of(read.toXml(), read.toPrettyXml())) {
                Element again = Element.parse(written);
                assertThat(Layout.print(again)).isEqualTo(Layout.print(read));
                assertThat(again).isEqualTo(read).hasSameHashCodeAs(read);
            }
        }
        boolean withLibvirts = System.getProperty("guestwire.samples") != null;
        assertThat(broken).hasSize(withLibvirts ? BROKEN_SAMPLES : 0);
        assertThat(documents).hasSizeGreaterThan(withLibvirts ? 3300 : 10);
    }

    @Test
    void everyPartOfADocumentCanStandAlone() {
        for (String text : Samples.own()) {
            alone(Element.parse(text));
        }
    }

    private static void alone(Element e) {
        assertThat(Element.parse(e.toXml())).isEqualTo(e);
        e.children().forEach(RoundTripTest::alone);
    }
}
