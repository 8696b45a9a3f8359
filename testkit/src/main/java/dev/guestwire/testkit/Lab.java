package dev.guestwire.testkit;

import dev.guestwire.testkit.error.LabException;
import dev.guestwire.testkit.error.MissingPrerequisiteException;
import dev.guestwire.testkit.program.Command;
import dev.guestwire.testkit.program.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A private host: a libvirt daemon of its own, without root, in a folder of its own. It serves QEMU guests
 * ({@link #qemuUri()}) and libvirt's test driver ({@link #testUri()}). Several may run side by side. Safe for use by
 * several threads.
 *
 * {@snippet :
 * try (Lab lab = Lab.start()) {
 *     LabGuest guest = lab.guest("web").qcow2Disk(64).create();
 *     // define guest.xml() at lab.qemuUri() and start it
 * }
 * }
 */
public final class Lab implements AutoCloseable {
    private final HostFolder folder;
    private final Consumer<String> progress;
    private final ReentrantLock lock = new ReentrantLock();
    private PrivateDaemon daemon;
    private boolean closed;

    private Lab(HostFolder folder, PrivateDaemon daemon, Consumer<String> progress) {
        this.folder = folder;
        this.daemon = daemon;
        this.progress = progress;
    }

    /**
     * Starts a host, ready when its socket accepts connections. Hosts that killed Java processes left behind are removed
     * first.
     *
     * @throws MissingPrerequisiteException when this machine lacks programs for it
     * @throws LabException when the daemon does not start, with its last words
     */
    public static Lab start() {
        return builder().start();
    }

    /** {@return a builder for a host with settings of your own} */
    public static LabBuilder builder() {
        return new LabBuilder();
    }

    static Lab start(Map<String, String> settings, Consumer<String> progress) {
        Prerequisites.requireForHosts();
        DaemonUser user = DaemonUser.choose();
        try {
            Sweep.run(user);
            HostFolder folder = HostFolder.create(user);
            OpenFolders.add(folder);
            try {
                CapabilitiesCache.fill(folder);
                PrivateDaemon.configure(folder, settings);
                return new Lab(folder, PrivateDaemon.start(folder), progress);
            } catch (IOException | RuntimeException e) {
                folder.dispose();
                OpenFolders.remove(folder);
                throw e;
            }
        } catch (IOException e) {
            throw new LabException("Cannot start a private host: " + e, e);
        }
    }

    /** {@return the address of the driver of QEMU guests on this host} */
    public String qemuUri() {
        return "qemu+unix:///session?socket=" + socket();
    }

    /** {@return the address of libvirt's test driver on this host; the modular daemons have none} */
    public String testUri() {
        return "test+unix:///default?socket=" + socket();
    }

    /** {@return the socket the daemon listens on} */
    public Path socket() {
        return PrivateDaemon.socket(folder);
    }

    /** {@return the folder that holds all of this host; it goes when the lab is closed} */
    public Path folder() {
        return folder.path();
    }

    /** {@return the daemon's log file} */
    public Path log() {
        return folder.log();
    }

    /** {@return the last lines of the daemon's log and of what it printed} */
    public String logTail() {
        return PrivateDaemon.tail(folder);
    }

    /** {@return the daemon's process, the newest after a {@link #restart()}} */
    public LabProcess daemon() {
        lock.lock();
        try {
            return daemon.process();
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@return the QEMU process of a running guest}
     *
     * @throws LabException when no such guest runs here
     */
    public LabProcess qemu(String guest) {
        return folder.qemuPid(guest)
                .flatMap(LabProcess::find)
                .orElseThrow(() -> new LabException("No QEMU of a guest " + guest + " runs in " + folder.path()));
    }

    /** Kills the daemon (SIGKILL), if it still runs, and starts it again; running guests go on meanwhile. */
    public void restart() {
        lock.lock();
        try {
            if (closed) {
                throw new LabException("The host in " + folder.path() + " is closed");
            }
            daemon.process().kill();
            // while it dies its socket still accepts, and would pass for the new daemon's
            daemon.process().awaitExit();
            daemon = PrivateDaemon.start(folder);
        } catch (IOException e) {
            throw new LabException("Cannot restart the daemon in " + folder.path() + ": " + e, e);
        } finally {
            lock.unlock();
        }
    }

    /** {@return a builder for a small guest with a name of letters, digits, dots, dashes and underscores} */
    public LabGuestBuilder guest(String name) {
        return new LabGuestBuilder(this, name);
    }

    /**
     * Makes an empty disk image in this host's folder.
     *
     * @param name the file's name
     * @param format as {@code qemu-img} calls it, such as {@code qcow2} or {@code raw}
     * @param mebibytes its virtual size
     */
    public Path newDisk(String name, String format, int mebibytes) {
        Path disk = folder.path().resolve(name);
        Command.of(Program.QEMU_IMG, "create", "-q", "-f", format, disk.toString(), mebibytes + "M")
                .output();
        try {
            return folder.give(disk);
        } catch (IOException e) {
            throw new LabException("Cannot hand the disk " + disk + " to the daemon's user: " + e, e);
        }
    }

    HostFolder hostFolder() {
        return folder;
    }

    Consumer<String> progress() {
        return progress;
    }

    /** Kills the guests and the daemon of this host and removes its folder. Closing again does nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                folder.dispose();
                OpenFolders.remove(folder);
            }
        } catch (IOException e) {
            throw new LabException("Cannot remove the host in " + folder.path() + ": " + e, e);
        } finally {
            lock.unlock();
        }
    }

    /** {@return where it is} */
    @Override
    public String toString() {
        return "host in " + folder();
    }
}
