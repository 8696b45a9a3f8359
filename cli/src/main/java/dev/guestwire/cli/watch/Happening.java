package dev.guestwire.cli.watch;

import dev.guestwire.Guest;
import dev.guestwire.HostEvent;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.PlainText;
import dev.guestwire.network.Network;
import dev.guestwire.nodedevice.NodeDevice;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.ParamValue;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.secret.Secret;
import dev.guestwire.storage.StoragePool;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An event in words.
 *
 * @param kind such as {@code lifecycle}, {@code device}, {@code network}
 * @param event such as {@code stopped}
 * @param subject the name of what it happened to; null if it happened to the connection
 * @param details what else the daemon said, by the names of the library's event
 */
record Happening(String kind, String event, @Nullable String subject, Row details) {
    /** The kinds there are, of which those of the connection are told in any case. */
    static final List<String> KINDS =
            List.of("lifecycle", "device", "job", "guest", "network", "storage_pool", "node_device", "secret", "host");

    static Happening of(HostEvent event) {
        Class<?> type = event.getClass();
        Class<?> family = type.getDeclaringClass();
        String kind = family == null ? "other" : snake(family.getSimpleName()).replaceFirst("_event$", "");
        String subject = null;
        Row details = new Row();
        for (RecordComponent component :
                Optional.ofNullable(type.getRecordComponents()).orElse(new RecordComponent[0])) {
            Object value = value(component, event);
            String name = name(value);
            if (name != null) {
                subject = name;
            } else {
                details.with(component.getName(), plain(value));
            }
        }
        return new Happening(kind, snake(type.getSimpleName()), subject, details);
    }

    /** {@return what JSON says of it} */
    Row row(Row row) {
        return row.with("kind", kind)
                .with("event", event)
                .with("subject", subject)
                .with("details", details);
    }

    /** {@return what people read} */
    String text() {
        String more = details.values().entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey() + "=" + printable(entry.getValue()))
                .collect(Collectors.joining(" "));
        return (subject == null ? "" : printable(subject) + "  ") + kind.replace('_', ' ') + " "
                + event.replace('_', ' ') + (more.isEmpty() ? "" : "  " + more);
    }

    private static String printable(@Nullable Object value) {
        String text = value instanceof Row row
                ? row.values().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + printable(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"))
                : String.valueOf(value);
        return PlainText.line(text);
    }

    private static @Nullable String name(@Nullable Object value) {
        return switch (value) {
            case Guest guest -> guest.name();
            case Network network -> network.name();
            case StoragePool pool -> pool.name();
            case NodeDevice device -> device.name();
            case Secret secret -> secret.uuid().toString();
            case null, default -> null;
        };
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Optional<?> maybe -> plain(maybe.orElse(null));
            case Map<?, ?> states -> states.size();
            case Event unknown -> unknown.getClass().getSimpleName();
            case List<?> list when !list.isEmpty() && list.getFirst() instanceof TypedParam -> parameters(list);
            case Throwable failure -> failure.getMessage();
            case null, default -> value;
        };
    }

    private static Row parameters(List<?> list) {
        Row row = new Row();
        for (Object one : list) {
            TypedParam param = (TypedParam) one;
            row.with(param.field(), param.value() instanceof ParamValue.Text ? "***" : number(param));
        }
        return row;
    }

    private static @Nullable Object number(TypedParam param) {
        return switch (param.value()) {
            case ParamValue.Int number -> number.value();
            case ParamValue.Uint number -> Integer.toUnsignedLong(number.value());
            case ParamValue.Llong number -> number.value();
            case ParamValue.Ullong number -> number.value();
            case ParamValue.Real number -> number.value();
            case ParamValue.Bool answer -> answer.value();
            case ParamValue.Text text -> null;
        };
    }

    private static @Nullable Object value(RecordComponent component, HostEvent event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String snake(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
