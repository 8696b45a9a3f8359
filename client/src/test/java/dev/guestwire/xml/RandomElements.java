package dev.guestwire.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small trees from a seed. */
final class RandomElements {
    private static final String[] NAMES = {"a", "b", "c"};

    private RandomElements() {}

    static Element element(Random random, int depth) {
        Element e = Element.of(NAMES[random.nextInt(NAMES.length)]);
        for (int i = random.nextInt(3); i > 0; i--) {
            e = e.withAttribute(NAMES[random.nextInt(NAMES.length)], "v" + random.nextInt(3));
        }
        if (depth == 0 || random.nextInt(4) == 0) {
            return random.nextBoolean() ? e.withText("t" + random.nextInt(3)) : e;
        }
        List<Element> children = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            children.add(element(random, depth - 1));
        }
        return e.withContent(children);
    }

    /** {@return a copy that differs in one place, somewhere} */
    static Element changed(Element e, Random random) {
        List<Element> children = e.children();
        if (!children.isEmpty() && random.nextInt(3) > 0) {
            Element child = children.get(random.nextInt(children.size()));
            return random.nextInt(4) == 0 ? e.without(child) : e.replace(child, changed(child, random));
        }
        return switch (random.nextInt(3)) {
            case 0 -> e.withAttribute("a", "other");
            case 1 -> e.plus(Element.of("new"));
            default -> e.withText(e.text() + "more");
        };
    }
}
