package dev.guestwire.xml;

import dev.guestwire.error.MalformedDataException;
import java.util.List;

/**
 * A typed reading of an element. It holds nothing but the element, so nothing in a document can get lost on its way
 * through a view, whether the view knows it or not. Records outside this library may implement it too.
 */
public interface View {
    /** {@return the whole element, with everything that has no method of its own} */
    Element xml();

    /**
     * Makes sure that an element is what a view can read.
     *
     * @param xml the element
     * @param names the names it may have
     * @throws MalformedDataException if it has another name
     */
    static void named(Element xml, String... names) {
        for (String name : names) {
            if (xml.is("", name)) {
                return;
            }
        }
        throw new MalformedDataException(
                "Expected <" + String.join("> or <", names) + ">, not <" + xml.qualifiedName() + ">, " + xml.origin(),
                null);
    }

    /**
     * What views stand on.
     *
     * @param views the views
     * @return their elements
     */
    static List<Element> elements(List<? extends View> views) {
        return views.stream().map(View::xml).toList();
    }
}
