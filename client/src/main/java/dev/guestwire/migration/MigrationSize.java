package dev.guestwire.migration;

/**
 * How much a migration moves, as its patience is measured: each of memory and disks counts for 2 GiB at least.
 *
 * @param gib the sum, in GiB
 */
public record MigrationSize(double gib) {
    private static final double LEAST = 2;
    private static final double GIB = 1L << 30;

    /** {@return the size of a guest's memory and of the disks that are copied with it} */
    public static MigrationSize of(long memoryBytes, long... diskBytes) {
        double sum = Math.max(LEAST, memoryBytes / GIB);
        for (long disk : diskBytes) {
            sum += Math.max(LEAST, disk / GIB);
        }
        return new MigrationSize(sum);
    }
}
