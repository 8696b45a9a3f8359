package dev.guestwire;

import dev.guestwire.protocol.remote.ConnectGetLibVersion;
import dev.guestwire.protocol.remote.ConnectGetVersion;
import dev.guestwire.rpc.reading.Figure;
import java.util.Comparator;

/**
 * A release of libvirt or of a hypervisor.
 *
 * @param major the first number
 * @param minor the second
 * @param micro the third
 */
public record Version(int major, int minor, int micro) implements Comparable<Version> {
    private static final long MILLION = 1_000_000;
    private static final Comparator<Version> ORDER = Comparator.comparingInt(Version::major)
            .thenComparingInt(Version::minor)
            .thenComparingInt(Version::micro);

    static Version of(ConnectGetLibVersion.Reply told) {
        return of(ConnectGetLibVersion.class, told.libVer());
    }

    static Version of(ConnectGetVersion.Reply told) {
        return of(ConnectGetVersion.class, told.hvVer());
    }

    /** {@return a version from libvirt's single number, major * 1 000 000 + minor * 1000 + micro} */
    static Version of(Class<?> call, long told) {
        long number = new Figure(call, "version", told).within(0, MILLION * Integer.MAX_VALUE);
        return new Version((int) (number / MILLION), (int) (number / 1000 % 1000), (int) (number % 1000));
    }

    /** {@return whether this is that version or a later one} */
    public boolean isAtLeast(Version other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    /** {@return such as {@code 9.0.0}} */
    @Override
    public String toString() {
        return major + "." + minor + "." + micro;
    }
}
