package dev.guestwire.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** libvirt-python in a process that stays: it does a block of calls for each line it reads. */
final class Python implements AutoCloseable {
    private static final String SCRIPT = """
            import sys, libvirt
            conn = libvirt.open(sys.argv[1])
            dom = conn.lookupByName("test")
            print("ready", flush=True)
            for line in sys.stdin:
                what, times = line.split()
                if what == "info":
                    for _ in range(int(times)):
                        dom.info()
                else:
                    for d in conn.listAllDomains():
                        d.XMLDesc()
                print("done", flush=True)
            """;

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;

    private Python(Process process) {
        this.process = process;
        this.commands = new PrintWriter(process.outputWriter(UTF_8), true);
        this.answers = process.inputReader(UTF_8);
    }

    /** {@return libvirt-python, if this machine has it} */
    static Optional<Python> start(String uri) throws IOException {
        for (String interpreter : new String[] {"/usr/bin/python3", "python3"}) {
            Python python = new Python(new ProcessBuilder(interpreter, "-c", SCRIPT, uri)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
            if ("ready".equals(python.answers.readLine())) {
                return Optional.of(python);
            }
            python.close();
        }
        return Optional.empty();
    }

    void run(String what, int times) throws IOException {
        commands.println(what + " " + times);
        if (!"done".equals(answers.readLine())) {
            throw new IOException("the Python process ended");
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
