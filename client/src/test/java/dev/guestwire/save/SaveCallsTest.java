package dev.guestwire.save;

import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.Flag;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.remote.DomainHasManagedSaveImage;
import dev.guestwire.protocol.remote.DomainManagedSave;
import dev.guestwire.protocol.remote.DomainManagedSaveDefineXml;
import dev.guestwire.protocol.remote.DomainManagedSaveGetXmlDesc;
import dev.guestwire.protocol.remote.DomainManagedSaveRemove;
import dev.guestwire.protocol.remote.DomainRestoreFlags;
import dev.guestwire.protocol.remote.DomainSaveFlags;
import dev.guestwire.protocol.remote.DomainSaveImageDefineXml;
import dev.guestwire.protocol.remote.DomainSaveImageGetXmlDesc;
import dev.guestwire.xml.domain.Domain;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What saving and restoring says to the daemon. */
class SaveCallsTest {
    private static final Domain DOMAIN = Domain.parse("<domain type='kvm'><name>web</name></domain>");
    private static final String XML = DOMAIN.xml().toXml();
    private static final String FILE = "/var/saved/web";

    private final FakeHost fake = new FakeHost();
    private final ManagedSave saved = fake.web.saved();
    private final SaveFile file = saved.file(Path.of(FILE));

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void managedSave() {
        assertThat(fake.sent(DomainManagedSave.class, Empty.EMPTY, () -> fake.web.managedSave()))
                .isEqualTo(new DomainManagedSave(WEB, 0));
        assertThat(fake.sent(
                        DomainManagedSave.class,
                        Empty.EMPTY,
                        () -> fake.web.managedSave(SaveOption.BYPASS_CACHE, SaveOption.PAUSED)))
                .isEqualTo(new DomainManagedSave(WEB, 1 | 4));
        assertThat(SaveOption.RUNNING.bit()).isEqualTo(2);
    }

    @Test
    void managedSaveIsSeenAndRemoved() {
        var type = DomainHasManagedSaveImage.class;
        assertThat(fake.told(type, new DomainHasManagedSaveImage.Reply(1), saved::exists))
                .isTrue();
        assertThat(fake.told(type, new DomainHasManagedSaveImage.Reply(0), saved::exists))
                .isFalse();
        assertThat(fake.daemon.calls(type)).containsOnly(new DomainHasManagedSaveImage(WEB, 0));
        assertThat(fake.sent(DomainManagedSaveRemove.class, Empty.EMPTY, saved::remove))
                .isEqualTo(new DomainManagedSaveRemove(WEB, 0));
    }

    @Test
    void managedSaveHasADefinition() {
        var reply = new DomainManagedSaveGetXmlDesc.Reply(XML);
        assertThat(fake.told(DomainManagedSaveGetXmlDesc.class, reply, () -> saved.definition(Flag.Xml.SECURE)))
                .isEqualTo(DOMAIN);
        assertThat(fake.daemon.calls(DomainManagedSaveGetXmlDesc.class))
                .containsExactly(new DomainManagedSaveGetXmlDesc(WEB, 1));
        assertThat(fake.sent(
                        DomainManagedSaveDefineXml.class, Empty.EMPTY, () -> saved.define(DOMAIN, SaveOption.PAUSED)))
                .isEqualTo(new DomainManagedSaveDefineXml(WEB, XML, 4));
        assertThatThrownBy(() -> saved.definition(Flag.Xml.INACTIVE)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void files() {
        assertThat(fake.sent(DomainSaveFlags.class, Empty.EMPTY, () -> file.save(fake.web, SaveOption.RUNNING)))
                .isEqualTo(new DomainSaveFlags(WEB, FILE, null, 2));
        assertThat(fake.sent(
                        DomainRestoreFlags.class,
                        Empty.EMPTY,
                        () -> file.restore(RestoreOption.RESET_NVRAM, RestoreOption.PAUSED)))
                .isEqualTo(new DomainRestoreFlags(FILE, null, 8 | 4));
        assertThat(fake.sent(
                        DomainRestoreFlags.class,
                        Empty.EMPTY,
                        () -> file.restore(DOMAIN, RestoreOption.BYPASS_CACHE, RestoreOption.RUNNING)))
                .isEqualTo(new DomainRestoreFlags(FILE, XML, 3));
        var reply = new DomainSaveImageGetXmlDesc.Reply(XML);
        assertThat(fake.told(DomainSaveImageGetXmlDesc.class, reply, () -> file.definition()))
                .isEqualTo(DOMAIN);
        assertThat(fake.daemon.calls(DomainSaveImageGetXmlDesc.class))
                .containsExactly(new DomainSaveImageGetXmlDesc(FILE, 0));
        assertThat(fake.sent(DomainSaveImageDefineXml.class, Empty.EMPTY, () -> file.define(DOMAIN)))
                .isEqualTo(new DomainSaveImageDefineXml(FILE, XML, 0));
    }

    @Test
    void aPathOnTheHostIsAbsolute() {
        assertThatThrownBy(() -> saved.file(Path.of("web")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("absolute");
    }
}
