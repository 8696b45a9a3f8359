package dev.guestwire.block;

import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.storage.BackingStore;
import dev.guestwire.xml.storage.Mirror;
import dev.guestwire.xml.storage.StorageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The images that a disk stands on, the top one first.
 *
 * @param images by what names them on their host
 * @param numbers by the numbers that libvirt gives them while the guest runs; 0 for none
 * @param isWhole whether the document says where the chain ends, as it does while the guest runs
 */
record ImageChain(List<String> images, List<Integer> numbers, boolean isWhole) {
    static final ImageChain NONE = new ImageChain(List.of(), List.of(), false);
    private static final Pattern NUMBERED = Pattern.compile(".*\\[(\\d+)]");

    static ImageChain of(Disk disk) {
        return of(disk.source(), disk.backingStore());
    }

    /** {@return the images that a copy is written to} */
    static ImageChain of(Mirror mirror) {
        return of(mirror.source(), mirror.backingStore());
    }

    private static ImageChain of(StorageSource top, Optional<BackingStore> under) {
        List<String> images = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        images.add(name(top));
        numbers.add(top.index().orElse(0));
        Optional<BackingStore> below = under;
        boolean ended = false;
        while (below.isPresent()) {
            BackingStore store = below.get();
            ended = store.isEnd();
            if (!ended) {
                images.add(name(store.source()));
                numbers.add(store.index().orElse(0));
            }
            below = store.backingStore();
        }
        return new ImageChain(List.copyOf(images), List.copyOf(numbers), ended);
    }

    /** {@return what names an image on its host; empty if it has none} */
    static String name(StorageSource source) {
        return source.localPath()
                .or(() -> source.name().map(name -> source.protocol().orElse("network") + ':' + name))
                .or(() -> source.volume().map(volume -> source.pool().orElse("") + '/' + volume))
                .or(source::path)
                .orElse("");
    }

    /** {@return the place of an image, given as requests name it: its path, or such as {@code vda[2]}; negative if none} */
    int indexOf(String image) {
        Matcher numbered = NUMBERED.matcher(image);
        return numbered.matches() ? numbers.indexOf(Integer.valueOf(numbered.group(1))) : images.indexOf(image);
    }

    /** {@return the images without those from one place on and before another; empty if the chain is not known whole} */
    List<String> without(int from, int to) {
        if (!isWhole || from < 0 || to < from || to > images.size()) {
            return List.of();
        }
        return IntStream.range(0, images.size())
                .filter(place -> place < from || place >= to)
                .mapToObj(images::get)
                .toList();
    }
}
