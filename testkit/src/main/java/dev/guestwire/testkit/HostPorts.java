package dev.guestwire.testkit;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The TCP ports that one host gives to migrations. Hosts beside one another have ports of their own: libvirt looks whether a
 * port is free before QEMU takes it, and two hosts that look at the same moment choose the same one.
 *
 * @param first the first port
 * @param last the last port
 */
record HostPorts(int first, int last) {
    private static final int FIRST = 49_152;
    private static final int EACH = 16;
    private static final int HOSTS = 8;
    private static final int PROCESSES = 128;
    private static final AtomicInteger MADE = new AtomicInteger();

    /** {@return the ports of this process's next host} */
    static HostPorts next() {
        return of(ProcessHandle.current().pid(), MADE.getAndIncrement());
    }

    /** {@return the ports of a host, where the next 127 process numbers and the next 7 hosts have others} */
    static HostPorts of(long process, int host) {
        int place = (int) (process % PROCESSES) * HOSTS + Math.floorMod(host, HOSTS);
        int first = FIRST + place * EACH;
        return new HostPorts(first, first + EACH - 1);
    }

    /** {@return the lines of qemu.conf that say so} */
    String settings() {
        return "migration_port_min = " + first + "\nmigration_port_max = " + last + "\n";
    }
}
