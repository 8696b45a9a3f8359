package dev.guestwire.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A path is covered if some accessor of some view tells a difference when it is changed or taken away. */
class VocabularyTest {
    @Test
    void viewsReadNinetyNinePerCentOfWhatOccursInLibvirtsDomains() throws Exception {
        requireCovered(Vocabulary.ofDomains(), 99);
    }

    /** What is missing in snapshots and backups is what libvirt notes for itself: cookies and private data. */
    @ParameterizedTest
    @CsvSource({
        "network, 99",
        "pool, 99",
        "volume, 99",
        "secret-volume, 99",
        "secret-ceph, 99",
        "secret-iscsi, 99",
        "secret-tls, 99",
        "secret-vtpm, 99",
        "device, 99",
        "domainsnapshot, 95.9",
        "domaincheckpoint, 99",
        "domainbackup, 97",
        "capabilities, 95",
        "domainCapabilities, 99",
        "interface, 98",
    })
    void viewsReadWhatOccursInOtherDocuments(String kind, double floor) throws Exception {
        requireCovered(Vocabulary.of(kind), floor);
    }

    private static void requireCovered(List<Vocabulary> paths, double floor) {
        Element everything = Vocabulary.everything(paths);
        String all = print(everything);
        List<Vocabulary> missing = new ArrayList<>();
        long total = 0;
        long covered = 0;
        for (Vocabulary path : paths) {
            total += path.occurrences();
            if (path.isRoot() || !all.equals(print(path.changedIn(everything)))) {
                covered += path.occurrences();
            } else {
                missing.add(path);
            }
        }
        missing.sort(Comparator.comparingInt(Vocabulary::occurrences).reversed());
        assertThat(covered * 100.0 / total)
                .as(
                        "per cent of occurrences; the most frequent that nothing reads: %s",
                        missing.subList(0, Math.min(missing.size(), 60)))
                .isGreaterThanOrEqualTo(floor);
    }

    private static String print(Element document) {
        return Readings.print(Readings.document(document).orElseThrow());
    }
}
