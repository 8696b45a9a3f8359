package dev.guestwire.cli.console;

import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * Marks and colours. Colours follow the rules of the command's help: none without a terminal or with {@code NO_COLOR}.
 *
 * @param ok marks what worked
 * @param failed marks what did not
 * @param bar a piece of a bar
 * @param spinner the turns of a spinner
 * @param levels the heights of a plot, the lowest first
 * @param ansi whether there are colours
 */
public record Style(String ok, String failed, String bar, List<String> spinner, String levels, Ansi ansi) {
    /** Creates a style; the list is copied. */
    public Style {
        spinner = List.copyOf(spinner);
    }

    static Style of(Charset charset) {
        return charset.newEncoder().canEncode("✓✗█⠋▁")
                ? new Style("✓", "✗", "█", List.of("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏".split("")), "▁▂▃▄▅▆▇█", Ansi.AUTO)
                : new Style("+", "!", "#", List.of("|", "/", "-", "\\"), "_.-=*#", Ansi.AUTO);
    }

    /** {@return the mark of what worked} */
    public String okMark() {
        return paint("green", ok);
    }

    /** {@return the mark of what did not} */
    public String failedMark() {
        return paint("red", failed);
    }

    /** {@return text that stands back} */
    public String faint(String text) {
        return paint("faint", text);
    }

    /** {@return text that stands out} */
    public String bold(String text) {
        return paint("bold", text);
    }

    /** {@return a bar of a length} */
    public String bar(int length) {
        return paint("cyan", bar.repeat(length));
    }

    private String paint(String how, String text) {
        return ansi.enabled() && !text.isEmpty() ? Ansi.Style.parse(how)[0].on() + text + Ansi.Style.reset.on() : text;
    }
}
