/** Private libvirt hosts with real guests for tests, and their JUnit extension. */
module dev.guestwire.testkit {
    requires transitive dev.guestwire.protocol;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;

    exports dev.guestwire.testkit;
    exports dev.guestwire.testkit.error;
    exports dev.guestwire.testkit.fake;
}
