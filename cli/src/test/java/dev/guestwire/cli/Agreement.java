package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command and {@code virsh} at one host, as values that can be compared.
 *
 * @param uri the host
 */
record Agreement(String uri) {
    /** {@return what the command prints for people} */
    String text(String... words) {
        return Run.of(words, uri).ok().out().strip();
    }

    /** {@return what the command prints for programs} */
    String json(String... words) {
        return text(Stream.concat(Stream.of(words), Stream.of("--json")).toArray(String[]::new));
    }

    /** {@return the fields of each thing the command shows} */
    List<Fields> ours(String... words) {
        return json(words).lines().map(Fields::ofJson).toList();
    }

    /** {@return the fields of the only thing the command shows} */
    Fields one(String... words) {
        List<Fields> all = ours(words);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    /** {@return what virsh prints, if it ends well} */
    String virsh(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Stream.concat(Stream.of("virsh", "-q", "-c", uri), Stream.of(words))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.strip();
    }

    /** {@return the columns of each line that virsh prints} */
    List<List<String>> rows(String... words) throws IOException, InterruptedException {
        return virsh(words)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> List.of(line.strip().split(" {2,}")))
                .toList();
    }

    /** {@return the values that virsh prints, by their names} */
    Fields card(String... words) throws IOException, InterruptedException {
        return Fields.ofCard(virsh(words));
    }

    /** {@return a yes or no of virsh's as the command has it} */
    static String bool(String word) {
        return Boolean.toString(List.of("yes", "enable", "active").contains(word));
    }

    /** {@return an empty value of virsh's as the command has it} */
    static String value(String word) {
        return word.isEmpty() || word.equals("-") ? "null" : word;
    }
}
