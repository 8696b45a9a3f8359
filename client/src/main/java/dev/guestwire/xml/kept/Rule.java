package dev.guestwire.xml.kept;

import dev.guestwire.xml.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When something that only one of two definitions says does not count: by its place, and by what it says.
 *
 * @param place of what the rule is, from below the root on
 * @param conditions all that must hold
 * @param isWhole whether an element may have nothing but what the conditions name
 */
record Rule(Pattern place, List<Condition> conditions, boolean isWhole) {
    /** What a rule of an element ends with whose other attributes and children do not matter. */
    private static final String OPEN = "...";

    /**
     * Reads a table of rules. Each line has the place, and the conditions with blanks between: {@code .=x} is about the
     * attribute or text itself, {@code @a=x} about an attribute of its element, {@code c/@a=x} and {@code c=x} about a child's
     * attribute or text, {@code c/@a} says that it is there; {@code ~} in place of {@code =} allows that it is not there, and
     * {@code !} before it demands that. Values are regular expressions. In a place, a star is one name and two are any.
     *
     * @return the rules by the last name of their places
     */
    static Map<String, List<Rule>> table(String lines) {
        Map<String, List<Rule>> rules = new HashMap<>();
        for (String line : lines.strip().split("\\s*\\n\\s*")) {
            String[] words = line.split(" +");
            List<Condition> conditions = new ArrayList<>();
            boolean open = words.length == 1;
            for (int i = 1; i < words.length; i++) {
                if (words[i].equals(OPEN)) {
                    open = true;
                } else {
                    conditions.add(Condition.of(words[i]));
                }
            }
            boolean isElement = !words[0].contains("@");
            Rule rule = new Rule(pattern(words[0]), List.copyOf(conditions), isElement && !open);
            rules.computeIfAbsent(key(words[0]), any -> new ArrayList<>()).add(rule);
        }
        return rules;
    }

    private static Pattern pattern(String place) {
        return Pattern.compile(place.replace("**", "\0").replace("*", "[^/]+").replace("\0", ".+"));
    }

    private static String key(String place) {
        String name = last(place);
        return !name.contains("(") ? name : name.startsWith("@") ? "@*" : "*";
    }

    /** {@return the last name of a place; a star, behind @ for attributes, if it is any} */
    static String last(String place) {
        String name = place.substring(place.lastIndexOf('/') + 1);
        return name.equals("**") ? "*" : name;
    }

    /** {@return whether something at a place does not count} */
    boolean covers(String where, Element holder) {
        if (!place.matcher(where).matches()) {
            return false;
        }
        String name = last(where);
        Optional<String> own = name.startsWith("@") ? holder.attribute(name.substring(1)) : Optional.of(holder.text());
        return conditions.stream().allMatch(condition -> condition.holds(holder, own)) && (!isWhole || isNamed(holder));
    }

    /** {@return whether the conditions name all that an element says} */
    private boolean isNamed(Element holder) {
        Set<String> names = new HashSet<>();
        conditions.forEach(condition -> names.add(condition.first()));
        return Stream.concat(
                                holder.attributes().stream()
                                        .filter(attribute -> !attribute.isDeclaration())
                                        .map(attribute -> "@" + attribute.name()),
                                holder.children().stream().map(Element::name))
                        .allMatch(names::contains)
                && (names.contains(".") || holder.text().isBlank());
    }

    /**
     * A condition.
     *
     * @param child whose child it is about, empty for the element itself
     * @param attribute the attribute it is about, empty for the text
     * @param value what the value must be
     * @param must whether it must be there
     * @param mustNot whether it must not be there
     */
    record Condition(String child, String attribute, Pattern value, boolean must, boolean mustNot) {
        private static final Pattern FORM = Pattern.compile("(!?)([^@=~/]*)/?(?:@([^=~]+))?(?:([=~])(.*))?");

        static Condition of(String word) {
            var parts = FORM.matcher(word);
            if (!parts.matches()) {
                throw new IllegalArgumentException(word);
            }
            boolean mustNot = !parts.group(1).isEmpty();
            return new Condition(
                    parts.group(2),
                    Optional.ofNullable(parts.group(3)).orElse(""),
                    Pattern.compile(Optional.ofNullable(parts.group(5)).orElse(".*"), Pattern.DOTALL),
                    !mustNot && !"~".equals(parts.group(4)),
                    mustNot);
        }

        /** {@return what of an element this names: an attribute, a child, or a dot for its text} */
        String first() {
            return child.isEmpty() ? "@" + attribute : child;
        }

        boolean holds(Element holder, Optional<String> own) {
            Optional<String> found = child.equals(".") ? own : said(holder);
            if (mustNot) {
                return found.isEmpty();
            }
            return found.map(text -> value.matcher(text.strip()).matches()).orElse(!must);
        }

        private Optional<String> said(Element holder) {
            Optional<Element> at = child.isEmpty() ? Optional.of(holder) : holder.child(child);
            return attribute.isEmpty() ? at.map(Element::text) : at.flatMap(e -> e.attribute(attribute));
        }
    }
}
