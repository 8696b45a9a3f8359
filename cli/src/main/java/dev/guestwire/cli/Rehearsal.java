package dev.guestwire.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * Runs verbs at a daemon that is played, when the command is built: what they load is kept for its later starts (the JVM's
 * AOT cache). What they print is thrown away.
 */
final class Rehearsal {
    private final String uri;

    private Rehearsal(String uri) {
        this.uri = uri;
    }

    /**
     * Rehearses. Returns, rather than ends the process, so that the JVM writes what it learned.
     *
     * @param arguments the URI of a {@link PlayedDaemon}; then {@code quick} for only what goes without picocli, as the JVM
     *     loads all of a cache at its start
     */
    public static void main(String[] arguments) throws ClassNotFoundException {
        Class.forName(Main.class.getName());
        Rehearsal rehearsal = new Rehearsal(arguments[0]);
        Ahead.load();
        rehearsal.playQuick();
        if (arguments.length == 1) {
            rehearsal.playUsual();
        }
    }

    private void playQuick() {
        quick("list", "--all");
        quick("start", "web1");
    }

    private void playUsual() {
        quick("list", "--all", "--json");
        quick("show", "web1");
        usual("list", "--all");
        usual("show", "web1");
        usual("xml", "web1");
        usual("stats");
        usual("start", "nobody");
        usual("disk", "info", "web1");
        usual("snapshot", "list", "web1");
        usual("agent", "ping", "web1");
        usual("list", "--help");
        usual("--help");
        usual("lst");
    }

    private void quick(String... line) {
        QuickStart.execute(
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                connected(line));
    }

    private void usual(String... line) {
        String[] words = connected(line);
        CommandLine command = Main.commandLine(words).setOut(nowhere()).setErr(nowhere());
        command.execute(words);
    }

    private String[] connected(String... line) {
        String[] words = new String[line.length + 2];
        System.arraycopy(line, 0, words, 0, line.length);
        words[line.length] = "-c";
        words[line.length + 1] = uri;
        return words;
    }

    private static PrintWriter nowhere() {
        return new PrintWriter(new StringWriter());
    }
}
