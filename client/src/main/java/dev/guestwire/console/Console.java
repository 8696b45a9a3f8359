package dev.guestwire.console;

import dev.guestwire.ByteStream;
import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.remote.DomainOpenChannel;
import dev.guestwire.protocol.remote.DomainOpenConsole;

/**
 * A guest's consoles and channels. Each can be open once at a time; closing the stream frees it. It holds no state.
 *
 * {@snippet :
 * try (ByteStream<?> console = guest.console().open("serial0", Console.Option.SAFE)) {
 *     console.output().write("uname -a\n".getBytes(UTF_8));
 *     console.input().transferTo(log); // on one thread, while another may write
 * }
 * }
 */
public final class Console {
    private final Guest guest;

    /** Creates the consoles of a guest; {@code guest.console()} does the same. */
    public Console(Guest guest) {
        this.guest = guest;
    }

    /** {@return the first console or serial port: {@code virDomainOpenConsole}}; it must be a pseudo terminal. */
    public ByteStream<Empty> open(Option... options) {
        return guest.host().open(new DomainOpenConsole(guest.handle(), null, Flag.word(options)));
    }

    /**
     * {@return the console, serial or parallel port of an alias such as {@code serial0}: {@code virDomainOpenConsole}}; it
     * must be a pseudo terminal.
     */
    public ByteStream<Empty> open(String alias, Option... options) {
        return guest.host().open(new DomainOpenConsole(guest.handle(), alias, Flag.word(options)));
    }

    /**
     * {@return the channel of a target name or alias, such as {@code org.example.port.0}: {@code virDomainOpenChannel}}; it
     * must be a Unix socket.
     */
    public ByteStream<Empty> openChannel(String name, ChannelOption... options) {
        return guest.host().open(new DomainOpenChannel(guest.handle(), name, Flag.word(options)));
    }

    /** How a console is opened: {@code virDomainConsoleFlags}. */
    public enum Option implements Flag {
        /** Takes it from who has it open; their stream ends with an error. */
        FORCE,
        /** Refuses where the host's driver cannot keep others out. */
        SAFE
    }

    /** How a channel is opened: {@code virDomainChannelFlags}. */
    public enum ChannelOption implements Flag {
        /** Takes it from who has it open; their stream ends with an error. */
        FORCE
    }

    @Override
    public String toString() {
        return "consoles of " + guest;
    }
}
