package dev.guestwire.migration;

import dev.guestwire.protocol.TypedParam;
import dev.guestwire.rpc.asking.Demand;
import java.util.ArrayList;
import java.util.List;

/** How a migration compresses the memory: by one method or several. Which go together, QEMU says. Immutable. */
public final class MigrationCompression {
    /** As the hypervisor chooses. */
    public static final MigrationCompression DEFAULT = new MigrationCompression(List.of());

    private final List<TypedParam> params;

    private MigrationCompression(List<TypedParam> params) {
        this.params = List.copyOf(params);
    }

    /** {@return a method by libvirt's name, such as {@code zstd} of newer daemons} */
    public static MigrationCompression method(String name) {
        return DEFAULT.and(name);
    }

    /** {@return XBZRLE: of a page that was sent before, the difference} */
    public static MigrationCompression xbzrle() {
        return method("xbzrle");
    }

    /** {@return many threads that compress pages} */
    public static MigrationCompression multiThreaded() {
        return method("mt");
    }

    /** {@return this and a further method} */
    public MigrationCompression and(String name) {
        return with(TypedParam.ofText("compression", name));
    }

    /** {@return this, where XBZRLE keeps so much to compare with} */
    public MigrationCompression xbzrleCacheBytes(long bytes) {
        return with(TypedParam.ofUllong("compression.xbzrle.cache", Demand.atLeast(1, bytes, "the bytes of a cache")));
    }

    /** {@return this, where the threads compress so much: from 0, not at all, to 9} */
    public MigrationCompression level(int level) {
        return with(TypedParam.ofInt("compression.mt.level", Demand.atLeast(0, level, "the level of a compression")));
    }

    /** {@return this with so many threads at the source and at the destination} */
    public MigrationCompression threads(int compressing, int decompressing) {
        return with(TypedParam.ofInt("compression.mt.threads", Demand.atLeast(1, compressing, "threads that compress")))
                .with(TypedParam.ofInt(
                        "compression.mt.dthreads", Demand.atLeast(1, decompressing, "threads that decompress")));
    }

    private MigrationCompression with(TypedParam param) {
        List<TypedParam> more = new ArrayList<>(params);
        boolean repeats = param.field().equals("compression");
        more.removeIf(other -> repeats ? other.equals(param) : other.field().equals(param.field()));
        more.add(param);
        return new MigrationCompression(more);
    }

    List<TypedParam> params() {
        return params;
    }
}
