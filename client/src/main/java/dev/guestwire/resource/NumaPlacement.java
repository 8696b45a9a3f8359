package dev.guestwire.resource;

import dev.guestwire.Coded;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainGetNumaParameters;
import dev.guestwire.rpc.reading.Figure;
import dev.guestwire.xml.NumberSet;
import java.util.List;
import java.util.Set;

/**
 * The NUMA nodes of the host that a guest's memory is in.
 *
 * @param mode how strict that is
 * @param nodes the nodes; empty: wherever
 * @param others what else the daemon tells
 */
public record NumaPlacement(Coded<Mode> mode, NumberSet nodes, TypedParams others) {
    private static final String MODE = "numa_mode";
    private static final String NODES = "numa_nodeset";

    /** {@return a placement on some nodes; a running guest keeps its mode, and takes no other} */
    public static NumaPlacement of(Mode mode, NumberSet nodes) {
        if (mode == Mode.UNKNOWN) {
            throw new InvalidInputException("Not a mode to place memory by: " + mode, null);
        }
        int number = List.of(Mode.values()).indexOf(mode);
        return new NumaPlacement(new Coded<>(mode, number), nodes, TypedParams.NONE);
    }

    static NumaPlacement of(TypedParams read) {
        return new NumaPlacement(
                Coded.of(Mode.values(), read.findInt(MODE).orElse(0)),
                read.findText(NODES)
                        .map(text -> Figure.read(DomainGetNumaParameters.class, NODES, text, NumberSet::parse))
                        .orElse(NumberSet.of()),
                read.without(Set.of(MODE, NODES)));
    }

    List<TypedParam> toParams() {
        return List.of(TypedParam.ofInt(MODE, mode.number()), TypedParam.ofText(NODES, nodes.toString()));
    }

    /** How memory is placed: {@code virDomainNumatuneMemMode}. */
    public enum Mode {
        /** On these nodes or not at all. */
        STRICT,
        /** On these nodes if there is room. */
        PREFERRED,
        /** On these nodes by turns. */
        INTERLEAVE,
        /** As the host's kernel is told by its control group, with no policy. */
        RESTRICTIVE,
        /** A number this release has no name for. */
        UNKNOWN
    }
}
