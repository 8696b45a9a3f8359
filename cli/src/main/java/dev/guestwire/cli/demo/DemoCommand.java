package dev.guestwire.cli.demo;

import dev.guestwire.cli.console.Display;
import dev.guestwire.cli.console.Interruption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The verb {@code demo}. */
@Command(
        name = "demo",
        description = {
            "Boots a real guest on a private libvirt host, shows its life step by step, and removes everything.",
            "",
            "The host is a libvirt daemon of its own, without root and apart from any other of this machine. The"
                    + " first run fetches a kernel and a guest agent from Debian's archive, which takes a minute."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    /** Creates the verb. */
    public DemoCommand() {}

    /** {@return the exit code} */
    @Override
    public Integer call() {
        Programs programs = Programs.fromNowOn();
        try (Display display = Display.open();
                Interruption interruption = Interruption.watch(signal -> {
                    display.progress("cleaning up");
                    programs.kill();
                })) {
            return new Demo(display, interruption).run();
        }
    }
}
