package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that libvirt's schema refuses and libvirt takes. */
class SchemaTest {
    private static final String UUID = "6695eb01-f6a4-8304-79aa-97f2502e1933";

    @LibvirtHost
    static Lab lab;

    @TempDir
    Path folder;

    private static Run run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-c", lab.qemuUri()));
        return Run.of(all.toArray(String[]::new));
    }

    private String file(String more) throws Exception {
        String xml = "<domain type='qemu'><name>odd</name><uuid>" + UUID + "</uuid><memory unit='MiB'>64</memory>"
                + "<os><type>hvm</type></os>" + more + "</domain>";
        return Files.writeString(folder.resolve("odd.xml"), xml).toString();
    }

    @Test
    void aDocumentThatOnlyTheSchemaRefusesIsDefinedWithAWarning() throws Exception {
        String odd = file("<nonsense/>");
        Run warned = run("define", odd).ok();
        assertThat(warned.out()).isEqualTo("odd: defined\n");
        assertThat(warned.error())
                .contains("warning: libvirt takes the document, but its schema does not: ")
                .contains("libvirt did not keep");
        assertThat(run("define", odd, "--json").ok().out())
                .contains("\"schemaWarning\":\"XML document failed to validate against schema");
        assertThat(run("define", odd, "--no-validate").ok().error()).doesNotContain("warning");
        assertThat(run("diff", "odd", odd).out()).contains("domain/nonsense: added <nonsense/>");
        run("undefine", "odd").ok();
    }

    /** Some of what libvirt itself keeps does not agree with its schema, such as a relative path. */
    @Test
    void aStoredDefinitionThatTheSchemaRefusesCanBeEdited() throws Exception {
        String odd = file("<on_crash>destroy</on_crash><devices><disk type='file' device='disk'>"
                + "<source file='relative.img'/><target dev='vda' bus='virtio'/></disk></devices>");
        run("define", odd).ok();
        Run insists = run("edit", "odd", "--yes", "--validate");
        assertThat(insists.code()).isEqualTo(ExitCode.FAILED);
        assertThat(insists.error()).contains("failed to validate", "leave --validate away");
        Run edited = run("edit", "odd", "--yes").ok();
        assertThat(edited.out()).isEqualTo("odd: edited\n");
        assertThat(edited.error()).contains("warning: libvirt takes the document, but its schema does not: ");
        assertThat(run("xml", "odd").ok().out()).contains("<on_crash>restart</on_crash>");
        run("undefine", "odd").ok();
    }

    @Test
    void whoInsistsIsRefusedAndToldOfTheOption() throws Exception {
        String odd = file("<nonsense/>");
        for (String verb : new String[] {"define", "create"}) {
            Run refused = run(verb, odd, "--validate");
            assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
            assertThat(refused.error()).contains("failed to validate", "leave --validate away");
        }
        assertThat(run("list", "--all").ok().out()).doesNotContain("odd");
    }

    @Test
    void whatLibvirtRefusesStaysRefused() throws Exception {
        Run refused = run("define", file("<vcpu>0</vcpu>"));
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.error()).doesNotContain("warning");
    }

    @Test
    void aDefinitionEqualsItsFileHoweverThatIsWritten() throws Exception {
        String plain = file("");
        run("define", plain).ok();
        assertThat(run("diff", "odd", plain).ok().out()).isEqualTo("odd: nothing differs\n");
        String other = Files.readString(Path.of(plain))
                .replace("unit='MiB'>64<", "unit='KiB'> 065536 <")
                .replace(UUID, UUID.toUpperCase(Locale.ROOT));
        Files.writeString(Path.of(plain), other);
        assertThat(run("diff", "odd", plain).ok().out()).isEqualTo("odd: nothing differs\n");
        run("undefine", "odd").ok();
    }

    @Test
    void passwordsAreComparedAndNotShown() throws Exception {
        String secret = file("<devices><graphics type='vnc' passwd='hush-1'/></devices>");
        run("define", secret).ok();
        assertThat(run("diff", "odd", secret).ok().out()).isEqualTo("odd: nothing differs\n");
        Run unread = run("diff", "odd", secret, "--readonly").ok();
        assertThat(unread.error()).contains("passwords are not compared");
        Files.writeString(Path.of(secret), Files.readString(Path.of(secret)).replace("hush-1", "hush-2"));
        Run changed = run("diff", "odd", secret);
        assertThat(changed.out()).contains("graphics/@passwd: *** became ***").doesNotContain("hush");
        run("undefine", "odd").ok();
    }
}
