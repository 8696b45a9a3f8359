package dev.guestwire.resource;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainGetInterfaceParameters;
import dev.guestwire.protocol.remote.DomainInterfaceStats;
import dev.guestwire.protocol.remote.DomainSetInterfaceParameters;

/** What a network card of a guest sends and receives. */
public final class GuestTraffic {
    private static final int PARAMS = 16;

    private final Guest guest;
    private final String card;

    /**
     * Creates the view of a card; asks nobody.
     *
     * @param card its MAC address, or its end on the host, such as {@code vnet0}
     * @throws InvalidInputException if that is blank
     */
    public GuestTraffic(Guest guest, String card) {
        if (card.isBlank()) {
            throw new InvalidInputException("A network card of guest " + guest.name() + " has no blank name", null);
        }
        this.guest = guest;
        this.card = card;
    }

    /** {@return what it has sent and received: {@code virDomainInterfaceStats}} */
    public CardStatistics statistics() {
        return CardStatistics.of(guest.host().call(new DomainInterfaceStats(guest.handle(), card)));
    }

    /** {@return how fast it may send and receive: {@code virDomainGetInterfaceParameters}} */
    public TrafficLimits limits(Flag.Affect... where) {
        int word = Flag.word(where) | Scheduling.TEXTS_TOO;
        var call = new DomainGetInterfaceParameters(guest.handle(), card, PARAMS, word);
        return TrafficLimits.of(new TypedParams(guest.host().call(call).params()));
    }

    /** Changes how fast it may send and receive: {@code virDomainSetInterfaceParameters}. */
    public void limits(TrafficLimits wanted, Flag.Affect... affected) {
        var params = wanted.toParams();
        guest.host().call(new DomainSetInterfaceParameters(guest.handle(), card, params, Flag.word(affected)));
    }

    @Override
    public String toString() {
        return "card " + card + " of " + guest;
    }
}
