package dev.guestwire.xml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changed copies of unmodifiable lists. */
final class Lists {
    private Lists() {}

    /** {@return a copy with {@code now} at an index, one more if the index is the list's end, one less if it is null} */
    static <T> List<T> replacing(List<T> list, int at, @Nullable T now) {
        List<T> copy = new ArrayList<>(list);
        if (at < list.size()) {
            copy.remove(at);
        }
        if (now != null) {
            copy.add(at, now);
        }
        return List.copyOf(copy);
    }

    /** {@return what stands in an array from one index to another, without a second copy where it is short} */
    static <T> List<T> of(T[] array, int from, int to) {
        return switch (to - from) {
            case 0 -> List.of();
            case 1 -> List.of(array[from]);
            case 2 -> List.of(array[from], array[from + 1]);
            case 3 -> List.of(array[from], array[from + 1], array[from + 2]);
            case 4 -> List.of(array[from], array[from + 1], array[from + 2], array[from + 3]);
            case 5 -> List.of(array[from], array[from + 1], array[from + 2], array[from + 3], array[from + 4]);
            default -> List.of(Arrays.copyOfRange(array, from, to));
        };
    }

    /** {@return the index of this very object, or else of the first equal one, or -1} */
    @SuppressWarnings("ReferenceEquality")
    static int indexOf(List<?> list, Object wanted) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == wanted) {
                return i;
            }
        }
        return list.indexOf(wanted);
    }
}
