package dev.guestwire.resource;

/** What a file with a guest's memory looks like: {@code virDomainCoreDumpFormat}. */
public enum DumpFormat {
    /** ELF with {@link DumpOption#MEMORY_ONLY}, else the hypervisor's own. */
    RAW(0),
    /** kdump, packed by zlib. */
    KDUMP_ZLIB(1),
    /** kdump, packed by LZO. */
    KDUMP_LZO(2),
    /** kdump, packed by snappy. */
    KDUMP_SNAPPY(3),
    /** For the debugger of Windows. */
    WIN_DMP(4);

    private final int number;

    DumpFormat(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
