package dev.guestwire.transport;

/** Which daemon's socket to look for. */
enum SocketMode {
    /** The modular daemon's if it is there, else the monolithic one's. */
    AUTO,
    /** libvirtd's, or virtproxyd's. */
    LEGACY,
    /** The modular daemon's, such as virtqemud's. */
    DIRECT;

    static SocketMode of(String word) {
        return switch (word) {
            case "auto" -> AUTO;
            case "legacy" -> LEGACY;
            case "direct" -> DIRECT;
            default -> throw new IllegalArgumentException("mode=" + word + " is not auto, legacy or direct");
        };
    }
}
