package dev.guestwire.bench;

import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.domain.Domain;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads the documents of many guests and lists their disks. Needs no daemon. Run by {@code bench/run parsing}. */
final class Parsing {
    private static final int GUESTS = 1000;
    private static final int DISKS = 3;

    private Parsing() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 50;
        List<String> documents =
                IntStream.range(0, GUESTS).mapToObj(TypicalGuest::xml).toList();
        DocumentBuilder reused = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Candidate("Guestwire", () -> documents.forEach(Parsing::disks)));
        candidates.add(new Candidate("JDK DOM, one builder", () -> parseAll(documents, () -> reused)));
        candidates.add(new Candidate(
                "JDK DOM, a builder per document",
                () -> parseAll(
                        documents,
                        () -> DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder())));
        Optional<Peer> lxml = Peer.lxml(documents);
        lxml.ifPresent(peer -> candidates.add(new Candidate("lxml", () -> peer.run(GUESTS * DISKS))));
        Optional<Peer> nova = Peer.nova(documents);
        nova.ifPresent(
                peer -> candidates.add(new Candidate("Nova's LibvirtConfigGuest", () -> peer.run(GUESTS * DISKS))));
        try {
            new Turns(candidates, GUESTS, rounds).print("Parse a guest's document and list its disks");
        } finally {
            lxml.ifPresent(Peer::close);
            nova.ifPresent(Peer::close);
        }
    }

    private static void disks(String xml) {
        List<String> found = new ArrayList<>();
        for (Disk disk : Domain.parse(xml).devices(Disk.class)) {
            found.add(disk.target().orElseThrow()
                    + disk.bus().orElseThrow()
                    + disk.source().localPath().orElseThrow());
        }
        require(found);
    }

    private static void parseAll(List<String> documents, Builders builders) throws Exception {
        for (String xml : documents) {
            Document document = builders.next().parse(new InputSource(new StringReader(xml)));
            NodeList disks = document.getElementsByTagName("disk");
            List<String> found = new ArrayList<>();
            for (int i = 0; i < disks.getLength(); i++) {
                org.w3c.dom.Element disk = (org.w3c.dom.Element) disks.item(i);
                org.w3c.dom.Element target = (org.w3c.dom.Element)
                        disk.getElementsByTagName("target").item(0);
                org.w3c.dom.Element source = (org.w3c.dom.Element)
                        disk.getElementsByTagName("source").item(0);
                found.add(target.getAttribute("dev") + target.getAttribute("bus") + source.getAttribute("file"));
            }
            require(found);
        }
    }

    private static void require(List<String> disks) {
        if (disks.size() != DISKS) {
            throw new IllegalStateException("Found " + disks);
        }
    }

    private interface Builders {
        DocumentBuilder next() throws Exception;
    }
}
