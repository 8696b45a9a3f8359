package dev.guestwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerTest {
    @TempDir
    private Path folder;

    @Test
    void aNoteIsReadBack() throws IOException {
        Owner.self().write(folder);
        assertThat(Owner.read(folder)).contains(Owner.self());
    }

    @Test
    void aFolderWithoutANoteOrWithAHalfHasNoOwner() throws IOException {
        assertThat(Owner.read(folder)).isEmpty();
        Files.writeString(folder.resolve("owner"), "17\n");
        assertThat(Owner.read(folder)).isEmpty();
    }

    @Test
    void thisProcessIsNotGone() throws IOException {
        assertThat(Owner.self().isGone()).isFalse();
    }

    @Test
    void aNumberGivenToAnotherProcessMeansTheFirstIsGone() throws IOException {
        Owner self = Owner.self();
        assertThat(new Owner(self.pid(), self.startTicks() - 1, self.boot(), self.pidNamespace()).isGone())
                .isTrue();
    }

    @Test
    void allOfAnEarlierBootAreGone() throws IOException {
        Owner self = Owner.self();
        assertThat(new Owner(self.pid(), self.startTicks(), "earlier", self.pidNamespace()).isGone())
                .isTrue();
    }

    @Test
    void aProcessOfAnotherContainerMayLive() throws IOException {
        Owner self = Owner.self();
        assertThat(new Owner(self.pid(), self.startTicks() - 1, self.boot(), "pid:[1]").isGone())
                .isFalse();
    }
}
