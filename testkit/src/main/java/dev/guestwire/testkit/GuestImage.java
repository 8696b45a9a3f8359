package dev.guestwire.testkit;

import dev.guestwire.testkit.error.LabException;
import dev.guestwire.testkit.error.MissingPrerequisiteException;
import dev.guestwire.testkit.image.ImageCache;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The tiny guest: a Linux kernel and an initramfs with busybox and a real guest agent. The image is built on first use
 * and kept in {@code GUESTWIRE_CACHE}, by default {@code ~/.cache/guestwire}.
 *
 * <p>Its parts come from Debian's archive, fetched but not installed. {@code GUESTWIRE_GUEST_KERNEL} names another kernel,
 * as in {@code boot/} of an unpacked package; its modules are taken from {@code lib/modules} beside it, from
 * {@code /lib/modules}, or from the folder in {@code GUESTWIRE_GUEST_MODULES}. The guest agent is the one in
 * {@code GUESTWIRE_GUEST_AGENT}, this machine's {@code qemu-ga}, or Debian's.
 *
 * @param kernel a kernel to boot directly
 * @param initramfs its first and only file system
 */
public record GuestImage(Path kernel, Path initramfs) {
    /**
     * {@return the image, built now if this machine has none yet, which takes some seconds}
     *
     * @param progress told in a few words what is being done; not called when the image is there
     * @throws MissingPrerequisiteException when a program or a part is missing
     * @throws LabException when a package cannot be fetched or the image not be written
     */
    public static GuestImage cached(Consumer<String> progress) {
        Path folder = new ImageCache(ImageCache.place()).image(progress);
        return new GuestImage(folder.resolve(ImageCache.KERNEL), folder.resolve(ImageCache.INITRAMFS));
    }
}
