/** Manages libvirt guests: connect a {@link dev.guestwire.Host}, ask it for a {@link dev.guestwire.Guest}. */
module dev.guestwire.client {
    requires transitive dev.guestwire.protocol;
    requires static org.jspecify;

    exports dev.guestwire;
    exports dev.guestwire.agent;
    exports dev.guestwire.block;
    exports dev.guestwire.console;
    exports dev.guestwire.definition;
    exports dev.guestwire.device;
    exports dev.guestwire.error;
    exports dev.guestwire.job;
    exports dev.guestwire.migration;
    exports dev.guestwire.network;
    exports dev.guestwire.nodedevice;
    exports dev.guestwire.power;
    exports dev.guestwire.resource;
    exports dev.guestwire.save;
    exports dev.guestwire.secret;
    exports dev.guestwire.snapshot;
    exports dev.guestwire.storage;
    exports dev.guestwire.watch;
    exports dev.guestwire.xml;
    exports dev.guestwire.xml.device;
    exports dev.guestwire.xml.domain;
    exports dev.guestwire.xml.host;
    exports dev.guestwire.xml.network;
    exports dev.guestwire.xml.nova;
    exports dev.guestwire.xml.storage;
    exports dev.guestwire.xml.tuning;
}
