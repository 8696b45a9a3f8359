/**
 * Hosts and their guests.
 *
 * <p>A {@link dev.guestwire.Host} is a session with one libvirt daemon; a {@link dev.guestwire.Guest} is the identity of
 * one virtual machine there and holds no state of its own: every method but {@code name}, {@code uuid} and {@code host}
 * asks the daemon and blocks until it has answered.
 *
 * <pre>{@code
 * try (Host host = Host.connect("qemu:///system")) {
 *     Guest guest = host.guest("web-1");
 *     guest.start();
 *     System.out.println(guest.name() + " is " + guest.state());
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> Everything here may be used by many threads at once, virtual ones too. Listeners run one after
 * another on the host's event thread and may call the daemon.
 *
 * <p><b>Errors.</b> All are unchecked and in {@link dev.guestwire.error}. Any method that asks the daemon may throw
 * {@link dev.guestwire.error.CallFailedException} or a subclass when the daemon refuses, such as
 * {@link dev.guestwire.error.NotFoundException} for a guest that is gone, and
 * {@link dev.guestwire.error.NoAnswerException} when no answer came: the connection was lost, the deadline passed, or the
 * thread was interrupted. Methods mention errors beyond these only.
 *
 * <p><b>Null.</b> Nothing is null unless marked so; what may be absent is an {@code Optional}.
 */
@NullMarked
package dev.guestwire;

import org.jspecify.annotations.NullMarked;
