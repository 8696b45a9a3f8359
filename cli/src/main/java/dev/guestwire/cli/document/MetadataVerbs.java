package dev.guestwire.cli.document;

import dev.guestwire.GuestMetadata;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.xml.Element;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code metadata}. */
@Command(
        name = "metadata",
        description = "What people and programs noted in a guest: title, description, elements of namespaces.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class MetadataVerbs extends GroupVerb {
    /** Creates the verb. */
    public MetadataVerbs() {}

    @Command(
            name = "show",
            description = "Shows title, description and namespaces; with a namespace its element.",
            mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "NAMESPACE", arity = "0..1", description = "Its URI.") Optional<String> namespace,
            @Mixin Where where)
            throws Exception {
        return onGuest(name, guest -> {
            if (namespace.isPresent()) {
                Element element = guest.metadata()
                        .find(namespace.get(), where.flags())
                        .orElseThrow(() -> new CommandFailure(
                                ExitCode.NOT_FOUND,
                                "guest " + guest.name() + " has no metadata of the namespace " + namespace.get(),
                                "guestwire metadata show " + guest.name() + " lists what there is"));
                out().text("xml", element.toXml(), row(guest).with("namespace", namespace.get()));
                return;
            }
            Element definition = Element.parse(guest.xmlDescription());
            List<String> namespaces = new ArrayList<>();
            definition
                    .child("metadata")
                    .ifPresent(all -> all.children().forEach(one -> namespaces.add(one.namespace())));
            out().card(row(guest)
                    .with("title", guest.metadata().findTitle(where.flags()))
                    .with("description", guest.metadata().findDescription(where.flags()))
                    .with("namespaces", namespaces));
        });
    }

    @Command(
            name = "set",
            description = "Notes an element, in place of the one in its namespace.",
            mixinStandardHelpOptions = true)
    int set(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "FILE", description = "The element; - is standard input.") Path file,
            @Mixin Where where)
            throws Exception {
        Element element = Document.parse(Document.read(file), file.toString());
        return onGuest(name, guest -> {
            guest.metadata().put(element, where.flags());
            out().done("metadata noted", row(guest).with("namespace", element.namespace()));
        });
    }

    @Command(name = "remove", description = "Removes the element of a namespace.", mixinStandardHelpOptions = true)
    int remove(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "NAMESPACE", description = "Its URI.") String namespace,
            @Mixin Where where)
            throws Exception {
        return onGuest(name, guest -> {
            guest.metadata().remove(namespace, where.flags());
            out().done("metadata removed", row(guest).with("namespace", namespace));
        });
    }

    @Command(
            name = "title",
            description = "Gives a guest a title, one line; --remove takes it away.",
            mixinStandardHelpOptions = true)
    int title(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "TEXT", arity = "0..*") List<String> words,
            @Option(names = "--remove", description = "Takes it away.") boolean remove,
            @Mixin Where where)
            throws Exception {
        return note(name, "title", text(words, remove), (notes, text) -> notes.title(text, where.flags()));
    }

    @Command(
            name = "description",
            description = "Gives a guest a description; --remove takes it away.",
            mixinStandardHelpOptions = true)
    int description(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "TEXT", arity = "0..*") List<String> words,
            @Option(names = "--remove", description = "Takes it away.") boolean remove,
            @Mixin Where where)
            throws Exception {
        return note(name, "description", text(words, remove), (notes, text) -> notes.description(text, where.flags()));
    }

    private int note(
            String name, String field, Optional<String> text, BiConsumer<GuestMetadata, @Nullable String> change)
            throws Exception {
        return onGuest(name, guest -> {
            change.accept(guest.metadata(), text.orElse(null));
            out().done(
                            field + (text.isPresent() ? " set" : " removed"),
                            row(guest).with(field, text));
        });
    }

    /** {@return the text; empty if it is to be taken away} */
    private Optional<String> text(List<String> words, boolean remove) {
        String text = words == null ? "" : String.join(" ", words);
        if (remove == !text.isEmpty()) {
            throw wrong("Either a text or --remove is needed");
        }
        return remove ? Optional.empty() : Optional.of(text);
    }
}
