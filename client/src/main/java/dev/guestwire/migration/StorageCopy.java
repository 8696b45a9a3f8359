package dev.guestwire.migration;

import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.rpc.asking.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The disks that a migration copies to its destination. At least one is named: libvirt would else copy every disk the guest
 * can write, those too that both hosts share. A disk that is not named is left alone. Immutable.
 */
public final class StorageCopy {
    /** What is copied when nothing is asked for; not for callers, who would name no disk with it. */
    static final StorageCopy NOTHING = new StorageCopy(0, List.of());

    /** What names the disks. */
    static final String DISKS = "migrate_disks";

    private static final int NON_SHARED_DISK = 64;
    private static final int NON_SHARED_INC = 128;
    private static final int SYNCHRONOUS_WRITES = 262_144;

    private final int flags;
    private final List<TypedParam> params;

    private StorageCopy(int flags, List<TypedParam> params) {
        this.flags = flags;
        this.params = List.copyOf(params);
    }

    /** {@return a copy of disks, by their targets, with all the images they stand on} */
    public static StorageCopy of(String disk, String... more) {
        return named(NON_SHARED_DISK, disk, more);
    }

    /** {@return a copy of the top images of disks, by their targets; the images below are at the destination already} */
    public static StorageCopy incremental(String disk, String... more) {
        return named(NON_SHARED_INC, disk, more);
    }

    private static StorageCopy named(int flag, String disk, String... more) {
        List<String> disks =
                Stream.concat(Stream.of(disk), Stream.of(more)).distinct().toList();
        if (disks.stream().anyMatch(String::isBlank)) {
            throw new InvalidInputException("A disk to be copied has no name, among " + disks, null);
        }
        return new StorageCopy(
                flag, disks.stream().map(name -> TypedParam.ofText(DISKS, name)).toList());
    }

    /** {@return this copy, where a write of the guest returns when the destination has it too} */
    public StorageCopy synchronousWrites() {
        return new StorageCopy(flags | SYNCHRONOUS_WRITES, params);
    }

    /** {@return this copy, to a port of the destination; else it chooses one} */
    public StorageCopy port(int port) {
        return with(TypedParam.ofInt("disks_port", Demand.port(port)));
    }

    /** {@return this copy, to where the source reaches the destination: {@code tcp://…} or {@code unix:///path}} */
    public StorageCopy uri(String uri) {
        return with(TypedParam.ofText("disks_uri", uri));
    }

    private StorageCopy with(TypedParam param) {
        List<TypedParam> more = new ArrayList<>(params);
        more.removeIf(other -> other.field().equals(param.field()));
        more.add(param);
        return new StorageCopy(flags, more);
    }

    int flags() {
        return flags;
    }

    List<TypedParam> params() {
        return params;
    }
}
