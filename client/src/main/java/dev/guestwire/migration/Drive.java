package dev.guestwire.migration;

import dev.guestwire.Host;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.LibvirtException;
import java.util.Optional;

/** Who makes the calls of a migration. */
sealed interface Drive permits PeerToPeer, Managed {
    int TUNNELLED = 1 << 2;
    int PARALLEL = 1 << 17;
    int UNDEFINE_SOURCE = 1 << 4;

    /** What decides where a definition stays: at the source, at the destination. */
    int DEFINITION = UNDEFINE_SOURCE | 1 << 3;

    /**
     * {@return who makes the calls of a request}
     *
     * @throws InvalidInputException if what it asks for does not go together, or leads nowhere
     */
    static Drive of(MigrationRequest request) {
        String name = request.guest().name();
        boolean tunnelled = (request.flags() & TUNNELLED) != 0;
        if (tunnelled && (request.flags() & PARALLEL) != 0) {
            throw new InvalidInputException("A tunnelled migration of " + name + " cannot be parallel", null);
        }
        if ((request.flags() & DEFINITION) == UNDEFINE_SOURCE) {
            throw new InvalidInputException(
                    "The migration of " + name
                            + " forgets its definition at the source and keeps none at the destination:"
                            + " add persistent(), or leave undefineSource() away",
                    null);
        }
        Optional<String> uri = request.destination();
        if (uri.isPresent()) {
            PeerToPeer.mustBeAnotherHost(uri.get());
            return new PeerToPeer(request, uri.get());
        }
        Host host = request.destinationHost().orElse(request.guest().host());
        if (host == request.guest().host()) {
            throw new InvalidInputException("The destination of guest " + name + " is its own host", null);
        }
        if (tunnelled) {
            throw new InvalidInputException(
                    "A tunnelled migration of " + name + " goes peer-to-peer: name the destination's URI", null);
        }
        return new Managed(request, host);
    }

    /**
     * Moves the guest; returns when it is at its destination.
     *
     * @throws LibvirtException why it did not move; a {@link dev.guestwire.error.NoAnswerException} if that is not known
     */
    Arrival run();

    /** {@return whether a refusal means that there never was a job: nothing has to be cleared up, and nothing came of it} */
    boolean neverBegan(LibvirtException why);

    /** Goes no further than the step under way; that one is for the daemon to end. */
    void stop(String reason);

    /**
     * The guest is at its destination.
     *
     * @param trouble what went wrong after that, at the source
     */
    record Arrival(Optional<LibvirtException> trouble) {
        static final Arrival SMOOTH = new Arrival(Optional.empty());
    }
}
