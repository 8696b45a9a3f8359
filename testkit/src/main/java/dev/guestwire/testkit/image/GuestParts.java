package dev.guestwire.testkit.image;

import java.nio.file.Path;

/**
 * What a guest image is put together from, apart from what every machine has.
 *
 * @param kernelVersion as {@code uname -r} in the guest will say
 * @param kernel the bootable kernel
 * @param modules the folder with its modules
 * @param agent the guest agent
 * @param hwclock sets the hardware clock
 * @param chpasswd sets passwords
 */
record GuestParts(String kernelVersion, Path kernel, Path modules, Path agent, Path hwclock, Path chpasswd) {}
