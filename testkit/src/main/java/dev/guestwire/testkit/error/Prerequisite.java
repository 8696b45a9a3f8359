package dev.guestwire.testkit.error;

/**
 * Something the machine must have for the kit to work.
 *
 * @param what the program or file, such as {@code qemu-img}
 * @param debianPackage the package of Debian and Ubuntu that brings it
 */
public record Prerequisite(String what, String debianPackage) {}
