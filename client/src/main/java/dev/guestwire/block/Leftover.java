package dev.guestwire.block;

import dev.guestwire.job.JobRef;

/** Says which file a copy that did not complete leaves behind, and whether that is whole. libvirt deletes none. */
final class Leftover {
    private Leftover() {}

    /**
     * {@return a part of a reason, which begins with a semicolon; empty if no file is known}
     *
     * @param wasReady whether the copy had caught up before it ended
     */
    static String of(JobRef ref, boolean wasReady) {
        if (ref.kind() != JobRef.Kind.BLOCK_COPY) {
            return "";
        }
        String whole = "; it had caught up, and the copy is whole as of then";
        return ref.images().stream()
                .filter(image -> image.startsWith("/"))
                .findFirst()
                .map(file -> wasReady ? whole + ": " + file : "; a partial copy is left in " + file)
                .orElse(wasReady ? whole : "");
    }
}
