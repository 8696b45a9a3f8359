package dev.guestwire.testkit.error;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** The machine lacks programs the kit needs. The message lists them and the line that installs them on Debian. */
public final class MissingPrerequisiteException extends LabException {
    private final List<Prerequisite> missing;

    /** Creates an exception for the given, at least one. */
    public MissingPrerequisiteException(List<Prerequisite> missing) {
        super(describe(missing));
        this.missing = List.copyOf(missing);
    }

    /** {@return what is missing, at least one} */
    public List<Prerequisite> missing() {
        return missing;
    }

    /** {@return the command line that installs the given on Debian and Ubuntu} */
    public static String installLine(List<Prerequisite> missing) {
        return "apt-get install --no-install-recommends "
                + missing.stream().map(Prerequisite::debianPackage).distinct().collect(joining(" "));
    }

    private static String describe(List<Prerequisite> missing) {
        String names = missing.stream()
                .map(one -> one.what() + " (package " + one.debianPackage() + ")")
                .collect(joining(", "));
        return "Missing: " + names + ". On Debian: " + installLine(missing);
    }
}
