package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.GuestMetadata;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.xml.Element;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                        .find(namespace.get(), where.of(guest))
                        .orElseThrow(() -> new CommandFailure(
                                ExitCode.NOT_FOUND,
                                "guest " + guest.name() + " has no metadata of the namespace " + namespace.get(),
                                "guestwire metadata show " + guest.name() + " lists what there is"));
                out().text("xml", element.toXml(), row(guest).with("namespace", namespace.get()));
                return;
            }
            boolean stored = List.of(where.of(guest)).contains(Flag.Affect.CONFIG);
            Flag.Xml[] which = stored ? new Flag.Xml[] {Flag.Xml.INACTIVE} : new Flag.Xml[0];
            Element definition = Element.parse(guest.xmlDescription(which));
            List<String> namespaces = new ArrayList<>();
            definition
                    .child("metadata")
                    .ifPresent(all -> all.children().forEach(one -> namespaces.add(one.namespace())));
            out().card(row(guest)
                    .with("title", guest.metadata().findTitle(where.of(guest)))
                    .with("description", guest.metadata().findDescription(where.of(guest)))
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
            guest.metadata().put(element, where.of(guest));
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
            guest.metadata().remove(namespace, where.of(guest));
            out().done("metadata removed", row(guest).with("namespace", namespace));
        });
    }

    @Command(
            name = "title",
            description = "Shows the title of a guest, or gives it one, of one line; --remove takes it away.",
            mixinStandardHelpOptions = true)
    int title(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "TEXT", arity = "0..*") @Nullable List<String> words,
            @Option(names = "--remove", description = "Takes it away.") boolean remove,
            @Mixin Where where)
            throws Exception {
        return note(name, Note.TITLE, text(words, remove), where);
    }

    @Command(
            name = "description",
            description = "Shows the description of a guest, or gives it one; --remove takes it away.",
            mixinStandardHelpOptions = true)
    int description(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "TEXT", arity = "0..*") @Nullable List<String> words,
            @Option(names = "--remove", description = "Takes it away.") boolean remove,
            @Mixin Where where)
            throws Exception {
        return note(name, Note.DESCRIPTION, text(words, remove), where);
    }

    /** {@return the text to note; empty to remove it, null to show it} */
    private @Nullable String text(@Nullable List<String> words, boolean remove) {
        if (words == null || words.isEmpty()) {
            return remove ? "" : null;
        }
        if (remove) {
            throw wrong("--remove takes no text");
        }
        return String.join(" ", words);
    }

    private int note(String name, Note note, @Nullable String text, Where where) throws Exception {
        return onGuest(name, guest -> {
            if (text == null) {
                Optional<String> now = note.find(guest.metadata(), where.of(guest));
                out().line(now.orElse("-"), row(guest).with(note.field(), now));
                return;
            }
            String kept = text.isEmpty() ? null : text;
            note.put(guest.metadata(), kept, where.of(guest));
            out().done(
                            note.field() + (kept == null ? " removed" : " set"),
                            row(guest).with(note.field(), kept));
        });
    }

    /** What people note. */
    private enum Note {
        TITLE,
        DESCRIPTION;

        private String field() {
            return this == TITLE ? "title" : "description";
        }

        private Optional<String> find(GuestMetadata metadata, Flag.Affect... where) {
            return this == TITLE ? metadata.findTitle(where) : metadata.findDescription(where);
        }

        private void put(GuestMetadata metadata, @Nullable String text, Flag.Affect... affected) {
            if (this == TITLE) {
                metadata.title(text, affected);
            } else {
                metadata.description(text, affected);
            }
        }
    }
}
