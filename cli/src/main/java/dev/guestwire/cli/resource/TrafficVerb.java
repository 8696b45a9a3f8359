package dev.guestwire.cli.resource;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.document.Where;
import dev.guestwire.cli.output.Row;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.DomainSetInterfaceParameters;
import dev.guestwire.resource.TrafficLimits;
import dev.guestwire.resource.TrafficLimits.Rate;
import dev.guestwire.xml.device.NetworkInterface;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The verb {@code interface limits}. */
@Command(
        name = "limits",
        description = "Shows how fast a card may be; with options it changes that.",
        mixinStandardHelpOptions = true)
public final class TrafficVerb extends GuestVerb {
    private static final long KIB = 1024;

    @Parameters(
            index = "1",
            paramLabel = "CARD",
            description = "Its MAC address, or its end on the host, such as vnet0.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command.
    private String card;

    @Option(
            names = "--inbound",
            paramLabel = "AVERAGE[,PEAK[,BURST]]",
            converter = Speed.class,
            description = "What it receives, in KiB a second and KiB; 0: no limit.")
    private Optional<Rate> inbound = Optional.empty();

    @Option(
            names = "--outbound",
            paramLabel = "AVERAGE[,PEAK[,BURST]]",
            converter = Speed.class,
            description = "What it sends.")
    private Optional<Rate> outbound = Optional.empty();

    @Mixin
    private Where where = new Where();

    /** Creates the verb. */
    public TrafficVerb() {}

    @Override
    protected int run(Guest guest) {
        require(guest, card);
        if (inbound.isPresent() || outbound.isPresent()) {
            change(guest);
            out().done("limits of " + card + " changed", row(guest).with("card", card));
            return ExitCode.OK;
        }
        TrafficLimits now = guest.traffic(card).limits(where.of(guest));
        Row row = row(guest).with("card", card);
        out().card(rate(rate(row, "inbound", now.inbound()), "outbound", now.outbound()));
        return ExitCode.OK;
    }

    /** libvirt keeps the limits of a way that is not named. */
    private void change(Guest guest) {
        List<TypedParam> params = Stream.concat(
                        inbound.stream().flatMap(rate -> params("inbound.", rate)),
                        outbound.stream().flatMap(rate -> params("outbound.", rate)))
                .toList();
        guest.host().call(new DomainSetInterfaceParameters(guest.handle(), card, params, Flag.word(where.of(guest))));
    }

    private static Stream<TypedParam> params(String way, Rate rate) {
        Stream<TypedParam> average = Stream.of(TypedParam.ofUint(way + "average", (int) rate.averageKibPerSecond()));
        Stream<TypedParam> peak = optional(way + "peak", rate.peakKibPerSecond());
        return Stream.concat(average, Stream.concat(peak, optional(way + "burst", rate.burstKib())));
    }

    private static Stream<TypedParam> optional(String name, long value) {
        return value == 0 ? Stream.empty() : Stream.of(TypedParam.ofUint(name, (int) value));
    }

    private static Row rate(Row row, String way, Rate rate) {
        return row.with(way + "AverageBytesPerSecond", limit(rate.averageKibPerSecond()))
                .with(way + "PeakBytesPerSecond", limit(rate.peakKibPerSecond()))
                .with(way + "BurstBytes", limit(rate.burstKib()));
    }

    private static Optional<Long> limit(long kib) {
        return kib == 0 ? Optional.empty() : Optional.of(kib * KIB);
    }

    private static void require(Guest guest, String card) {
        List<String> names = guest.devices(NetworkInterface.class).stream()
                .flatMap(one -> Stream.concat(one.mac().stream(), one.target().stream()))
                .map(Object::toString)
                .toList();
        if (!names.contains(card)) {
            throw Lookup.missing("interface", card, () -> names);
        }
    }

    /** Reads a rate. */
    static final class Speed implements ITypeConverter<Rate> {
        Speed() {}

        @Override
        public Rate convert(String word) {
            if (!word.matches("\\d{1,15}(,\\d{1,15}){0,2}")) {
                throw new TypeConversionException("'" + word + "' is not AVERAGE[,PEAK[,BURST]], in KiB");
            }
            String[] numbers = (word + ",0,0").split(",");
            return new Rate(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
        }
    }
}
