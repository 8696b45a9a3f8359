/** libvirt's remote protocol as values: XDR, packets, one record per call and event. No I/O, no threads. */
module dev.guestwire.protocol {
    requires static org.jspecify;

    exports dev.guestwire.protocol;
    exports dev.guestwire.protocol.remote;
    exports dev.guestwire.protocol.qemu;
    exports dev.guestwire.protocol.lxc;
}
