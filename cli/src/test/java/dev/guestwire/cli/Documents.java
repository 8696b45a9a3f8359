package dev.guestwire.cli;

import dev.guestwire.error.MalformedDataException;
import dev.guestwire.xml.Element;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The documents that libvirt writes. What is in them depends on its release, so golden files have their kind and name alone:
 * {@code {domain web1}}. {@code VirshAgreesTest} and its like compare the documents themselves with virsh's.
 */
final class Documents {
    private static final String KINDS =
            "domain|domainsnapshot|domaincheckpoint|domainbackup|network|networkport|pool|volume|"
                    + "secret|device|capabilities|storagepoolCapabilities|sources";

    private static final Pattern PRINTED =
            Pattern.compile("^<(" + KINDS + ")( [^>]*)?>$.*?^</\\1>$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern QUOTED =
            Pattern.compile("(?<=\"xml\":\")<(" + KINDS + ")(?=[ >]).*?</\\1>(?=(\\\\n)*\")");

    private Documents() {}

    /** {@return the text with the kind and name of each whole and well-formed document in place of it} */
    static String hiddenIn(String text) {
        String named = PRINTED.matcher(text).replaceAll(found -> name(found, found.group()));
        return QUOTED.matcher(named)
                .replaceAll(
                        found -> name(found, found.group().replace("\\n", "\n").replace("\\\"", "\"")));
    }

    private static String name(MatchResult found, String document) {
        try {
            Element root = Element.parse(document);
            String name = root.child("name").map(one -> " " + one.text()).orElse("");
            return Matcher.quoteReplacement("{" + found.group(1) + name + "}");
        } catch (MalformedDataException e) {
            return Matcher.quoteReplacement(found.group());
        }
    }
}
