package dev.guestwire.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.guestwire.error.MalformedDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Documents to test with: our own, and libvirt's where {@code guestwire.samples} names a folder with them. */
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

    /** {@return documents that views read: a domain with everything that ever occurs, and our own samples} */
    static List<Element> documents() {
        Element everything;
        try {
            everything = Vocabulary.everything(Vocabulary.ofDomains());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Stream.concat(Stream.of(everything), own().stream().map(Element::parse))
                .toList();
    }

    /** {@return {@link #documents}, and libvirt's samples that a view reads, where they are} */
    static List<Element> allDocuments() {
        Stream<Element> theirs = libvirts().stream()
                .flatMap(Samples::wellFormed)
                .filter(e -> Readings.document(e).isPresent());
        return Stream.concat(documents().stream(), theirs).toList();
    }

    /** Two of libvirt's samples are broken; {@link RoundTripTest} counts them. */
    private static Stream<Element> wellFormed(String text) {
        try {
            return Stream.of(Element.parse(text));
        } catch (MalformedDataException e) {
            return Stream.empty();
        }
    }

    /** {@return our own documents, one of each kind} */
    static List<String> own() {
        return read(Path.of("src/test/resources/dev/guestwire/xml/documents"));
    }

    /** {@return libvirt's samples, none if they are not there} */
    static List<String> libvirts() {
        return Optional.ofNullable(System.getProperty("guestwire.samples"))
                .map(Path::of)
                .map(Samples::read)
                .orElse(List.of());
    }

    private static List<String> read(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".xml") && Files.isRegularFile(f))
                    .sorted()
                    .map(Samples::text)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Samples: " + folder.toAbsolutePath(), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
