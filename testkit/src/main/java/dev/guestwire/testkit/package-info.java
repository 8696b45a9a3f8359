/**
 * Private libvirt hosts with real guests, for tests: no root, no KVM and no systemd needed.
 *
 * <p>A {@link dev.guestwire.testkit.Lab} is a libvirt daemon of its own in a folder of its own. Closing it ends its
 * guests and its daemon and removes the folder; what a killed run left is removed when the next one starts. A
 * {@link dev.guestwire.testkit.LabGuest} is a small machine for it, with a real guest agent. The annotation
 * {@link dev.guestwire.testkit.LibvirtHost} brings a lab into a JUnit test.
 *
 * <p>These variables are read: {@code GUESTWIRE_CACHE} for the folder that keeps the guest image, {@code GUESTWIRE_RUN}
 * for the folder in which hosts get theirs ({@code /tmp}; at most 15 characters, as sockets lie below), and those of
 * {@link dev.guestwire.testkit.GuestImage}.
 *
 * <p>What goes wrong is a {@link dev.guestwire.testkit.error.LabException}; missing programs are a
 * {@link dev.guestwire.testkit.error.MissingPrerequisiteException}. Nothing here takes or returns null.
 */
@NullMarked
package dev.guestwire.testkit;

import org.jspecify.annotations.NullMarked;
