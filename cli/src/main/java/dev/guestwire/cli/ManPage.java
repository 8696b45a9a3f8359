package dev.guestwire.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page of the command or of a verb, in the macros of man(7), out of what picocli knows of it. Plain ASCII. */
final class ManPage {
    private static final int ASCII = 0x7f;

    private final CommandSpec spec;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandSpec spec) {
        this.spec = spec;
    }

    /** {@return the name of its page, such as {@code guestwire-disk}} */
    static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    /** {@return the verbs below it that are shown, by name} */
    static Map<String, CommandLine> verbs(CommandSpec spec) {
        Map<String, CommandLine> shown = new LinkedHashMap<>();
        spec.subcommands().values().forEach(verb -> {
            CommandSpec one = verb.getCommandSpec();
            if (!one.name().equals("help") && !one.usageMessage().hidden()) {
                shown.put(one.name(), verb);
            }
        });
        return shown;
    }

    /**
     * {@return the page}
     *
     * @param release what stands at its foot
     */
    static String of(CommandSpec spec, String release) {
        return new ManPage(spec).write(release);
    }

    private String write(String release) {
        String title = escape(name(spec).toUpperCase(Locale.ROOT));
        page.append(".TH \"%s\" 1 \"\" \"%s\" \"Guestwire\"%n.ad l%n".formatted(title, escape(release)));
        section("NAME");
        page.append(escape(name(spec)))
                .append(" \\- ")
                .append(escape(brief(spec)))
                .append('\n');
        section("SYNOPSIS");
        synopsis(spec);
        section("DESCRIPTION");
        description(spec);
        section("OPTIONS");
        arguments(spec, true);
        verbs();
        List<String> examples = examples(spec);
        if (!examples.isEmpty()) {
            section("EXAMPLES");
            literal(examples);
        }
        exitStatus();
        seeAlso();
        return page.toString();
    }

    private void verbs() {
        if (verbs(spec).isEmpty()) {
            return;
        }
        section("COMMANDS");
        if (spec.parent() == null) {
            for (Verbs.Group group : Verbs.GROUPS) {
                page.append(".SS \"").append(escape(group.title())).append("\"\n");
                verbs(spec).forEach((name, verb) -> {
                    if (group.verbs().contains(name)) {
                        item(bold(name), brief(verb.getCommandSpec()));
                    }
                });
            }
        } else {
            below(spec);
        }
    }

    private void below(CommandSpec group) {
        for (CommandLine verb : verbs(group).values()) {
            CommandSpec one = verb.getCommandSpec();
            page.append(".SS \"").append(escape(one.qualifiedName())).append("\"\n");
            synopsis(one);
            page.append(".PP\n");
            description(one);
            arguments(one, false);
            if (verbs(one).isEmpty()) {
                literal(examples(one));
            }
            below(one);
        }
    }

    private void synopsis(CommandSpec of) {
        Help help = new Help(of, CommandLine.Help.defaultColorScheme(Ansi.OFF));
        String words = help.synopsis(0).strip().replaceAll("\\s+", " ");
        String name = of.qualifiedName();
        page.append(bold(name))
                .append(escape(words.startsWith(name) ? words.substring(name.length()) : " " + words))
                .append('\n');
    }

    private void description(CommandSpec of) {
        page.append(lines(of.usageMessage().description(), "\n.br\n")).append('\n');
    }

    private void arguments(CommandSpec of, boolean all) {
        for (ArgSpec one : of.positionalParameters()) {
            if (!one.hidden()) {
                item("\\fI" + escape(one.paramLabel()) + "\\fR", one.description());
            }
        }
        for (OptionSpec one : of.options()) {
            if (!one.hidden() && (all || (!one.inherited() && !one.usageHelp() && !one.versionHelp()))) {
                item(names(one), one.description());
            }
        }
    }

    private static String names(OptionSpec option) {
        List<String> names = new ArrayList<>();
        for (String name : option.names()) {
            names.add(bold(name));
        }
        String label = option.arity().max() == 0 ? "" : " \\fI" + escape(option.paramLabel()) + "\\fR";
        return String.join(", ", names) + label;
    }

    private void exitStatus() {
        section("EXIT STATUS");
        Map<String, String> codes = spec.usageMessage().exitCodeList();
        if (codes.isEmpty()) {
            page.append("0 if it worked; ").append(bold("guestwire")).append("(1) lists what else there is.\n");
        }
        codes.forEach((code, meaning) -> item(bold(code), meaning));
    }

    private void seeAlso() {
        section("SEE ALSO");
        TreeSet<String> names = new TreeSet<>();
        if (spec.parent() == null) {
            verbs(spec).values().forEach(verb -> names.add(name(verb.getCommandSpec())));
        } else {
            names.add("guestwire");
        }
        String separator = "";
        for (String name : names) {
            page.append(separator).append(bold(name)).append("(1)");
            separator = ",\n";
        }
        page.append(separator).append("\\fBvirsh\\fR(1)\n");
    }

    private void section(String title) {
        page.append(".SH \"").append(title).append("\"\n");
    }

    private void item(String tag, String... text) {
        page.append(".TP\n").append(tag).append('\n');
        String explained = lines(text, "\n.br\n");
        page.append(explained.isEmpty() ? "\\&" : explained).append('\n');
    }

    private void literal(List<String> lines) {
        if (!lines.isEmpty()) {
            page.append(".PP\n.RS 4\n.nf\n");
            lines.forEach(line -> page.append(escape(line)).append('\n'));
            page.append(".fi\n.RE\n");
        }
    }

    private static List<String> examples(CommandSpec of) {
        return Stream.of(of.usageMessage().footer())
                .filter(line -> line.startsWith("  "))
                .map(line -> plain(line).strip())
                .toList();
    }

    private static String brief(CommandSpec of) {
        String[] lines = of.usageMessage().description();
        String first = lines.length == 0
                ? of.name()
                : plain(lines[0]).lines().findFirst().orElse(of.name());
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    private static String lines(String[] text, String separator) {
        return String.join(
                separator,
                Stream.of(text)
                        .flatMap(line -> plain(line).lines())
                        .filter(line -> !line.isBlank())
                        .map(line -> escape(line.strip()))
                        .toList());
    }

    /** {@return a text of picocli's as people see it, without markup} */
    private static String plain(String text) {
        return Ansi.OFF.string(text.replace("%n", "\n").replace("%%", "%"));
    }

    private static String bold(String text) {
        return "\\fB" + escape(text) + "\\fR";
    }

    /** {@return a line that groff shows as it is: no character is an escape, and it is no request} */
    static String escape(String text) {
        StringBuilder line = new StringBuilder(text.startsWith(".") ? "\\&" : "");
        text.codePoints().forEach(one -> {
            switch (one) {
                case '\\' -> line.append("\\e");
                case '-' -> line.append("\\-");
                case '\'' -> line.append("\\(aq");
                case '"' -> line.append("\\(dq");
                case '`' -> line.append("\\(ga");
                case '^' -> line.append("\\(ha");
                case '~' -> line.append("\\(ti");
                case '\n', '\r', '\t' -> line.append(' ');
                default -> line.append(one > ASCII ? "\\[u%04X]".formatted(one) : Character.toString(one));
            }
        });
        return line.toString();
    }
}
