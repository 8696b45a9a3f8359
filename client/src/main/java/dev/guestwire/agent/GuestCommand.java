package dev.guestwire.agent;

import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.Bytes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program to run in a guest. Immutable. No shell is between: for one, run {@code sh -c}.
 *
 * {@snippet :
 * GuestCommand.of("sort", "-u").input("b\na\nb\n".getBytes(UTF_8))
 * }
 *
 * @param program its path in the guest, or a name that is looked for where the agent looks
 * @param arguments what follows it
 * @param environment its variables, each {@code NAME=value}; none: those of the agent
 * @param input what it reads on standard input; at most about 3 MB, as it travels in one packet
 * @param isOutputKept whether what it prints is brought here
 */
public record GuestCommand(
        String program, List<String> arguments, List<String> environment, Optional<Bytes> input, boolean isOutputKept) {
    /** Copies the lists, and refuses what no program could be given. */
    public GuestCommand {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        if (program.isEmpty()) {
            throw new InvalidInputException("A program for a guest needs a name", null);
        }
        Stream.of(Stream.of(program), arguments.stream(), environment.stream())
                .flatMap(words -> words)
                .filter(word -> word.indexOf('\0') >= 0)
                .findAny()
                .ifPresent(word -> {
                    throw new InvalidInputException("A word of a program for a guest holds U+0000", null);
                });
    }

    /** A program that reads nothing, and whose output is kept. */
    public static GuestCommand of(String program, String... arguments) {
        return new GuestCommand(program, List.of(arguments), List.of(), Optional.empty(), true);
    }

    /** {@return the same with one more variable; the first one takes those of the agent away} */
    public GuestCommand environment(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new InvalidInputException("A variable for a guest cannot be named \"" + name + "\"", null);
        }
        List<String> more = new ArrayList<>(environment);
        more.add(name + "=" + value);
        return new GuestCommand(program, arguments, more, input, isOutputKept);
    }

    /** {@return the same, reading these bytes} */
    public GuestCommand input(byte[] bytes) {
        return new GuestCommand(program, arguments, environment, Optional.of(Bytes.of(bytes)), isOutputKept);
    }

    /** {@return the same, whose output nobody hears} */
    public GuestCommand withoutOutput() {
        return new GuestCommand(program, arguments, environment, input, false);
    }

    Json toJson() {
        Map<String, Json> words = new LinkedHashMap<>();
        words.put("path", new Json.Text(program));
        if (!arguments.isEmpty()) {
            words.put("arg", Json.texts(arguments));
        }
        if (!environment.isEmpty()) {
            words.put("env", Json.texts(environment));
        }
        input.ifPresent(bytes ->
                words.put("input-data", new Json.Text(Base64.getEncoder().encodeToString(bytes.toArray()))));
        words.put("capture-output", Json.answer(isOutputKept));
        return new Json.Members(words);
    }

    /** {@return its name; the rest may be secret} */
    @Override
    public String toString() {
        return program;
    }
}
