package dev.guestwire;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the client, and the arrows between them: each uses only those below. */
class RoomsTest {
    private static final String[] API = {
        "dev.guestwire",
        "dev.guestwire.agent..",
        "dev.guestwire.block..",
        "dev.guestwire.console..",
        "dev.guestwire.definition..",
        "dev.guestwire.device..",
        "dev.guestwire.job..",
        "dev.guestwire.migration..",
        "dev.guestwire.network..",
        "dev.guestwire.nodedevice..",
        "dev.guestwire.power..",
        "dev.guestwire.resource..",
        "dev.guestwire.save..",
        "dev.guestwire.secret..",
        "dev.guestwire.snapshot..",
        "dev.guestwire.storage..",
        "dev.guestwire.watch.."
    };
    private static final String RPC = "dev.guestwire.rpc..";
    private static final String XML = "dev.guestwire.xml..";
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
        mustNotUse(RPC, XML);
    }

    @Test
    void xmlUsesError() {
        mustNotUse(XML, RPC, TRANSPORT, PROTOCOL);
    }

    @Test
    void errorUsesProtocol() {
        mustNotUse(ERROR, RPC, XML, TRANSPORT);
    }

    @Test
    void transportUsesNothingOfOurs() {
        mustNotUse(TRANSPORT, RPC, XML, ERROR, PROTOCOL);
    }

    @Test
    void everyPackageBelongsToARoom() {
        assertThat(CLIENT.stream().map(JavaClass::getPackageName).distinct())
                .allMatch(name -> Stream.of(API, new String[] {RPC, XML, TRANSPORT, ERROR})
                        .flatMap(Stream::of)
                        .anyMatch(room -> PackageMatcher.of(room).matches(name)));
    }

    private static void mustNotUse(String room, String... others) {
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.of(API, others).flatMap(Stream::of).toArray(String[]::new))
                .allowEmptyShould(true)
                .check(CLIENT);
    }
}
