package dev.guestwire.bench;

import dev.guestwire.testkit.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How long a listing of guests takes from the start of the process to its end, beside virsh and libvirt-python. */
final class Startup {
    private static final String PYTHON = """
            import sys, libvirt
            for d in libvirt.open(sys.argv[1]).listAllDomains(0):
                print(d.ID(), d.name(), d.state()[0])
            """;
    private static final int USUAL_ROUNDS = 30;

    private Startup() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : USUAL_ROUNDS;
        Path repository = Path.of("").toAbsolutePath();
        Path jar = repository.resolve("cli/target/guestwire.jar");
        Path folder = Files.createTempDirectory("guestwire-startup-");
        try (Lab lab = Lab.start()) {
            String uri = lab.testUri();
            List<String> list = List.of("list", "--all", "-c", uri);
            String install = repository.resolve("scripts/install").toString();
            if (code(List.of("env", "GUESTWIRE_BUILD=never", install, folder.toString())) != 0) {
                throw new IOException("scripts/install failed; was the command built?");
            }
            List<Candidate> candidates = new ArrayList<>();
            candidates.add(candidate("virsh list", List.of("virsh", "-c", uri, "list", "--all")));
            List<String> python = List.of("/usr/bin/python3", "-c", PYTHON, uri);
            if (code(python) == 0) {
                candidates.add(candidate("libvirt-python", python));
            }
            List<String> bare = List.of(java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString());
            candidates.add(candidate("guestwire, installed", joined(List.of(folder + "/bin/guestwire"), list)));
            candidates.add(candidate(
                    "./guestwire",
                    joined(List.of(repository.resolve("guestwire").toString()), list)));
            candidates.add(candidate("java -jar guestwire.jar", joined(bare, list)));
            new Turns(candidates, 1, rounds).print("list --all, from the start of the process to its end");
        } finally {
            code(List.of("rm", "-r", folder.toString()));
        }
    }

    private static Candidate candidate(String name, List<String> words) {
        return new Candidate(name, () -> {
            int code = code(words);
            if (code != 0) {
                throw new IOException(name + " ended with " + code);
            }
        });
    }

    private static int code(List<String> words) throws IOException, InterruptedException {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
