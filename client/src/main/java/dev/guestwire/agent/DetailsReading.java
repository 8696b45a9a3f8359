package dev.guestwire.agent;

import dev.guestwire.protocol.TypedParams;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the values of {@code virDomainGetGuestInfo}. */
record DetailsReading(TypedParams params) {
    private static final Pattern KNOWN = Pattern.compile("(user|fs|disk|if)\\.count"
            + "|user\\.\\d+\\.(name|domain|login-time)"
            + "|os\\.(id|name|pretty-name|version|version-id|machine|variant|variant-id|kernel-release|kernel-version)"
            + "|timezone\\.(name|offset)|hostname|load\\.(1m|5m|15m)"
            + "|fs\\.\\d+\\.(mountpoint|name|fstype|total-bytes|used-bytes|disk\\.count)"
            + "|fs\\.\\d+\\.disk\\.\\d+\\.(alias|serial|device)"
            + "|disk\\.\\d+\\.(name|partition|serial|alias|guest_alias|dependency\\.count|dependency\\.\\d+\\.name)"
            + "|if\\.\\d+\\.(name|hwaddr|addr\\.count|addr\\.\\d+\\.(type|addr|prefix))");

    GuestDetails details() {
        return new GuestDetails(
                each(params, "user.", DetailsReading::user),
                part("os.", DetailsReading::operatingSystem),
                part("timezone.", DetailsReading::timezone),
                params.findText("hostname"),
                each(params, "fs.", DetailsReading::filesystem),
                each(params, "disk.", DetailsReading::disk),
                each(params, "if.", DetailsReading::networkInterface),
                part("load.", DetailsReading::load),
                others());
    }

    private TypedParams others() {
        return new TypedParams(params.list().stream()
                .filter(param -> !KNOWN.matcher(param.field()).matches())
                .toList());
    }

    private <T> Optional<T> part(String prefix, Function<TypedParams, T> reading) {
        TypedParams part = params.below(prefix);
        return part.list().isEmpty() ? Optional.empty() : Optional.of(reading.apply(part));
    }

    private static <T> List<T> each(TypedParams of, String prefix, Function<TypedParams, T> reading) {
        return of.numbered(prefix).values().stream().map(reading).toList();
    }

    private static String text(TypedParams of, String field) {
        return of.findText(field).orElse("");
    }

    private static <T> Optional<T> number(TypedParams of, String field, Function<Long, T> reading) {
        OptionalLong number = of.findLong(field);
        return number.isPresent() ? Optional.of(reading.apply(number.getAsLong())) : Optional.empty();
    }

    private static GuestDetails.User user(TypedParams of) {
        return new GuestDetails.User(
                text(of, "name"), of.findText("domain"), number(of, "login-time", Instant::ofEpochMilli));
    }

    private static GuestDetails.OperatingSystem operatingSystem(TypedParams of) {
        return new GuestDetails.OperatingSystem(
                of.findText("id"),
                of.findText("name"),
                of.findText("pretty-name"),
                of.findText("version"),
                of.findText("version-id"),
                of.findText("machine"),
                of.findText("variant"),
                of.findText("variant-id"),
                of.findText("kernel-release"),
                of.findText("kernel-version"));
    }

    private static GuestDetails.Timezone timezone(TypedParams of) {
        return new GuestDetails.Timezone(of.findText("name"), number(of, "offset", Duration::ofSeconds));
    }

    private static GuestDetails.Filesystem filesystem(TypedParams of) {
        return new GuestDetails.Filesystem(
                text(of, "mountpoint"),
                text(of, "name"),
                text(of, "fstype"),
                of.findLong("total-bytes"),
                of.findLong("used-bytes"),
                each(of, "disk.", DetailsReading::filesystemDisk));
    }

    private static GuestDetails.FilesystemDisk filesystemDisk(TypedParams of) {
        return new GuestDetails.FilesystemDisk(of.findText("alias"), of.findText("serial"), of.findText("device"));
    }

    private static GuestDetails.Disk disk(TypedParams of) {
        return new GuestDetails.Disk(
                text(of, "name"),
                of.findBoolean("partition").orElse(false),
                each(of, "dependency.", dependency -> text(dependency, "name")),
                of.findText("serial"),
                of.findText("alias"),
                of.findText("guest_alias"));
    }

    private static GuestDetails.Interface networkInterface(TypedParams of) {
        return new GuestDetails.Interface(
                text(of, "name"), of.findText("hwaddr"), each(of, "addr.", DetailsReading::address));
    }

    private static GuestDetails.Address address(TypedParams of) {
        return new GuestDetails.Address(
                text(of, "type"), text(of, "addr"), of.findInt("prefix").orElse(0));
    }

    private static GuestDetails.Load load(TypedParams of) {
        return new GuestDetails.Load(
                of.findDouble("1m").orElse(Double.NaN),
                of.findDouble("5m").orElse(Double.NaN),
                of.findDouble("15m").orElse(Double.NaN));
    }
}
