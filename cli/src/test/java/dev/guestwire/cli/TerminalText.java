package dev.guestwire.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal shows after a program has written to it: a small one of {@code xterm}'s kind, which fails at sequences it
 * does not know. Lines that left its top stay; a line that it broke at its edge counts as one.
 */
final class TerminalText {
    private static final Pattern SEQUENCE = Pattern.compile(
            "\033(?:\\[([?>]?)([\\d;]*)([@-~])|([()])[A-Z0-9]|[=>78])|[\\r\\n\\t\\u0007\\u0008\\u000f]|[^\\p{Cntrl}]");
    private static final String BLANK = " ";

    private final int width;
    private final int height;
    private Page page = new Page();
    private final Page usual = page;
    private String style = "";
    private boolean cursorShown = true;
    private int frames;

    TerminalText(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** {@return what a terminal of a width shows after all of an output} */
    static TerminalText of(String output, int width, int height) {
        TerminalText text = new TerminalText(width, height);
        text.write(output);
        return text;
    }

    /** Takes output. */
    void write(String output) {
        Matcher matcher = SEQUENCE.matcher(output);
        int at = 0;
        while (at < output.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new AssertionError(
                        "not known to this terminal: " + output.substring(at).replace("\033", "ESC"));
            }
            at = matcher.end();
            if (matcher.group(3) != null) {
                control(matcher.group(1), matcher.group(2), matcher.group(3).charAt(0));
            } else if (!matcher.group().startsWith("\033")) {
                page.put(matcher.group());
            }
        }
    }

    /** {@return whether the cursor can be seen} */
    boolean cursorShown() {
        return cursorShown;
    }

    /** {@return whether it is the other page that is shown, which programs use that fill the screen} */
    boolean fullScreen() {
        return page != usual;
    }

    /** {@return how often it went back to the first line of the screen} */
    int frames() {
        return frames;
    }

    /** {@return the lines of the page that is shown, with colours as {@code ‹1›}, without empty ones at the end} */
    List<String> lines() {
        return page.lines();
    }

    /** {@return the lines as a text, each with its end} */
    String text() {
        StringBuilder text = new StringBuilder();
        lines().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private void control(String kind, String words, char action) {
        int number = words.isEmpty() || words.contains(";") ? 0 : Integer.parseInt(words);
        switch (action) {
            case 'm' -> style = number == 0 && !words.contains(";") ? "" : words;
            case 'K' -> page.eraseLine(number);
            case 'J' -> page.eraseBelow(number);
            case 'H' -> page.go(words);
            case 'A' -> page.row = Math.max(page.top(), page.row - Math.max(1, number));
            case 'C' -> page.column = Math.min(width - 1, page.column + Math.max(1, number));
            case 'D' -> page.column = Math.max(0, page.column - Math.max(1, number));
            case 'h', 'l' -> mode(kind + number, action == 'h');
            case 't' -> {} // The title of the window.
            default -> throw new AssertionError("not known to this terminal: ESC[" + kind + words + action);
        }
    }

    private void mode(String mode, boolean on) {
        switch (mode) {
            case "?25" -> cursorShown = on;
            case "?1049" -> page = on ? new Page() : usual;
            default -> {} // Keys and the cursor's blinking.
        }
    }

    /** A cell: a character and its colours. */
    private record Cell(String text, String style) {}

    /** Lines, and where the cursor is. */
    private final class Page {
        private final List<List<Cell>> rows = new ArrayList<>(List.of(new ArrayList<>()));
        private final List<Integer> broken = new ArrayList<>();
        private int row;
        private int column;

        private int top() {
            return Math.max(0, rows.size() - height);
        }

        private void put(String character) {
            switch (character) {
                case "\r" -> column = 0;
                case "\n" -> down();
                case "\b" -> column = Math.max(0, column - 1);
                case "\t", "\007", "\017" -> {}
                default -> print(character);
            }
        }

        private void print(String character) {
            if (column == width) {
                broken.add(row);
                down();
                column = 0;
            }
            List<Cell> cells = rows.get(row);
            while (cells.size() <= column) {
                cells.add(new Cell(BLANK, ""));
            }
            cells.set(column, new Cell(character, style));
            column++;
        }

        private void down() {
            row++;
            if (row == rows.size()) {
                rows.add(new ArrayList<>());
            }
        }

        private void go(String words) {
            String[] parts = words.split(";", -1);
            row = top() + (parts[0].isEmpty() ? 0 : Integer.parseInt(parts[0]) - 1);
            while (rows.size() <= row) {
                rows.add(new ArrayList<>());
            }
            column = parts.length < 2 || parts[1].isEmpty() ? 0 : Integer.parseInt(parts[1]) - 1;
            frames += row == top() ? 1 : 0;
        }

        private void eraseLine(int what) {
            List<Cell> cells = rows.get(row);
            if (what == 2) {
                cells.clear();
            } else if (cells.size() > Math.min(column, width - 1)) {
                // Behind the last column the cursor still stands on it.
                cells.subList(Math.min(column, width - 1), cells.size()).clear();
            }
        }

        private void eraseBelow(int what) {
            if (what == 2) {
                rows.subList(top(), rows.size()).forEach(List::clear);
                return;
            }
            eraseLine(0);
            for (int i = row + 1; i < rows.size(); i++) {
                rows.get(i).clear();
            }
        }

        private List<String> lines() {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                String line = line(rows.get(i));
                if (broken.contains(i - 1)) {
                    lines.set(lines.size() - 1, lines.getLast() + line);
                } else {
                    lines.add(line);
                }
            }
            lines.replaceAll(String::stripTrailing);
            while (!lines.isEmpty() && lines.getLast().isEmpty()) {
                lines.removeLast();
            }
            return Collections.unmodifiableList(lines);
        }

        private static String line(List<Cell> cells) {
            StringBuilder text = new StringBuilder();
            String style = "";
            for (Cell cell : cells) {
                if (!cell.style().equals(style)) {
                    style = cell.style();
                    text.append('‹').append(style.isEmpty() ? "0" : style).append('›');
                }
                text.append(cell.text());
            }
            return (style.isEmpty() ? text : text.append("‹0›")).toString();
        }
    }
}
