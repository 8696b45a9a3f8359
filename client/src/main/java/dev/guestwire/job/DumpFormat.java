package dev.guestwire.job;

/** How a dump of a guest's memory is written: {@code virDomainCoreDumpFormat}. All but {@code RAW} need {@code MEMORY_ONLY}. */
public enum DumpFormat {
    /** As it is: an ELF file with {@code MEMORY_ONLY}, else a file that QEMU can restore. */
    RAW(0),
    /** For crash, compressed by zlib. */
    KDUMP_ZLIB(1),
    /** For crash, compressed by LZO. */
    KDUMP_LZO(2),
    /** For crash, compressed by snappy. */
    KDUMP_SNAPPY(3),
    /** For Windows' debuggers; the guest needs a driver for it. Since libvirt 7.4. */
    WINDOWS(4);

    private final int number;

    DumpFormat(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
