package dev.guestwire.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.xml.domain.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What libvirt keeps of a definition does not differ from the document that has just been defined. */
class DefinedSamplesTest {
    @LibvirtHost
    static Lab lab;

    @Test
    void aDocumentJustDefinedHasNoDifference() {
        List<String> differing = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        int defined = 0;
        try (Host host = Host.connect(lab.qemuUri())) {
            for (String text : samples()) {
                try {
                    Guest guest = host.define(text);
                    defined++;
                    differences(guest, text, differing);
                    guest.undefine(Flag.Undefine.NVRAM);
                } catch (LibvirtException refused) {
                    refusals.add(String.valueOf(refused.getMessage()));
                }
            }
        }
        assertThat(differing).isEmpty();
        assertThat(defined)
                .as("defined; refused: %s", refusals)
                .isGreaterThan(Samples.libvirts().isEmpty() ? 0 : 200);
    }

    private static void differences(Guest guest, String text, List<String> to) {
        Domain kept = Domain.parse(guest.xmlDescription(Flag.Xml.INACTIVE, Flag.Xml.SECURE));
        kept.differences(Domain.parse(text)).stream()
                // which labels there can be is decided by the security drivers of the host
                .filter(line -> !line.startsWith("domain/seclabel/@type"))
                .forEach(line -> to.add(guest.name() + ": " + line));
    }

    /** {@return our own documents, and each of libvirt's, or every fourth, as {@code guestwire.samples.step} wishes} */
    private static List<String> samples() {
        int step = Integer.getInteger("guestwire.samples.step", 4);
        List<String> theirs = Samples.libvirts().stream()
                .distinct()
                .filter(DefinedSamplesTest::isOfQemu)
                .toList();
        return Stream.concat(
                        Samples.own().stream().filter(DefinedSamplesTest::isOfQemu),
                        IntStream.range(0, theirs.size())
                                .filter(at -> at % step == 0)
                                .mapToObj(theirs::get))
                .toList();
    }

    private static boolean isOfQemu(String text) {
        try {
            Element root = Element.parse(text);
            return root.name().equals("domain")
                    && root.attribute("type").filter("qemu"::equals).isPresent();
        } catch (MalformedDataException broken) {
            return false;
        }
    }
}
