package dev.guestwire.bench;

/**
 * One way to do the same work.
 *
 * @param name what the table calls it
 * @param block does the work once
 */
record Candidate(String name, Block block) {
    /** A block of work, long enough to be timed. */
    interface Block {
        void run() throws Exception;
    }
}
