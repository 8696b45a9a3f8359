package dev.guestwire;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The rooms of the client, and the arrows between them: each uses only those below. */
class RoomsTest {
    private static final String ROOT = "dev.guestwire";
    private static final String RPC = "dev.guestwire.rpc";
    private static final String XML = "dev.guestwire.xml";
    private static final String TRANSPORT = "dev.guestwire.transport";
    private static final String ERROR = "dev.guestwire.error";
    private static final String PROTOCOL = "dev.guestwire.protocol..";

    /** The client's own classes, without its tests. */
    static final JavaClasses CLIENT = new ClassFileImporter()
            .importUrl(Host.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void arrowsNeverTurnBack() {
        slices().matching("dev.guestwire.(*)..").should().beFreeOfCycles().check(CLIENT);
    }

    @Test
    void rpcUsesTransportErrorAndProtocol() {
        mustNotUse(RPC, ROOT, XML);
    }

    @Test
    void xmlUsesError() {
        mustNotUse(XML, ROOT, RPC, TRANSPORT, PROTOCOL);
    }

    @Test
    void errorUsesProtocol() {
        mustNotUse(ERROR, ROOT, RPC, XML, TRANSPORT);
    }

    @Test
    void transportUsesNothingOfOurs() {
        mustNotUse(TRANSPORT, ROOT, RPC, XML, ERROR, PROTOCOL);
    }

    private static void mustNotUse(String room, String... others) {
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(CLIENT);
    }
}
