package dev.guestwire;

/** Flags as the wire has them: one word. */
final class FlagWord {
    private FlagWord() {}

    static int of(Flag... flags) {
        int word = 0;
        for (Flag flag : flags) {
            word |= flag.bit();
        }
        return word;
    }
}
