/** Manages libvirt guests: connect a {@link dev.guestwire.Host}, ask it for a {@link dev.guestwire.Guest}. */
module dev.guestwire.client {
    requires transitive dev.guestwire.protocol;
    requires static transitive org.jspecify;
    requires java.xml;

    exports dev.guestwire;
    exports dev.guestwire.error;
}
