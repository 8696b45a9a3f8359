package dev.guestwire.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.xml.domain.Domain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    /** A path is covered if some accessor of some view tells a difference when it is changed or taken away. */
    @Test
    void viewsReadNinetyNinePerCentOfWhatOccursInLibvirtsSamples() throws Exception {
        Element everything = Vocabulary.everything();
        String all = Readings.print(new Domain(everything));
        List<Vocabulary> missing = new ArrayList<>();
        long total = 0;
        long covered = 0;
        for (Vocabulary path : Vocabulary.ofDomains()) {
            total += path.occurrences();
            if (path.isRoot() || !all.equals(Readings.print(new Domain(path.changedIn(everything))))) {
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
                .isGreaterThanOrEqualTo(99.0);
    }
}
