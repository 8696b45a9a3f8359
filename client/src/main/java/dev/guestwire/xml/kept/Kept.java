package dev.guestwire.xml.kept;

import dev.guestwire.xml.Differences;
import dev.guestwire.xml.Element;
import java.util.List;

/** Definitions of guests compared as libvirt reads and keeps them. */
public final class Kept {
    private Kept() {}

    /**
     * What changes when a definition that libvirt gave takes the place of another, or is taken by another: its stored one by
     * a document that is defined, or that of a guest that runs by its stored one at the next start.
     *
     * @param before the definition as libvirt gave it; with a number if the guest runs
     * @param after what comes in its place
     * @return the changes in words, as {@link Differences} has them
     */
    public static List<String> differences(Element before, Element after) {
        boolean runs = before.attribute("id").isPresent();
        Element one = Settled.of(before);
        Element other = Settled.of(after);
        if (runs) {
            one = Running.settle(one, other);
            other = Running.settleNext(one, other);
        }
        one = Implied.without(one, other);
        return Differences.between(one, other, new Allowance(runs));
    }
}
