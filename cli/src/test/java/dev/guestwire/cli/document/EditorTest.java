package dev.guestwire.cli.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.cli.command.Complaint;
import dev.guestwire.cli.console.ExitCode;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EditorTest {
    @Test
    void withoutAnEditorTheMessageTellsWhatToSet() {
        assertThat(Editor.lack(Map.of("PATH", "/no/such:/neither"), true)).contains("there is no vi on this machine");
        assertThat(Editor.lack(Map.of("EDITOR", " "), false)).contains("there is no terminal to edit in");
        assertThat(Editor.lack(Map.of("EDITOR", "nano"), false)).isEmpty();
        Complaint none = complaint(() -> Editor.require(Map.of("PATH", "/no/such")));
        assertThat(none.message()).endsWith(", and neither VISUAL nor EDITOR names an editor");
        assertThat(none.next()).startsWith("set EDITOR, such as EDITOR=nano; or ");
        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anEditorThatFailsChangesNothing() {
        Complaint failed = complaint(() -> Editor.edit("<a/>", Map.of("EDITOR", "exit 3;")));
        assertThat(failed.message()).isEqualTo("the editor (exit 3;) ended with 3; nothing was changed");
        assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILED);
        Complaint missing = complaint(() -> Editor.edit("<a/>", Map.of("VISUAL", "exit 127;", "EDITOR", "true")));
        assertThat(missing.message()).contains("is not on this machine");
        assertThat(missing.next()).contains("VISUAL or EDITOR");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void whatTheEditorLeftIsTheText() throws Exception {
        assertThat(Editor.edit("<a/>", Map.of("EDITOR", "true"))).isEqualTo("<a/>");
        assertThat(Editor.edit("<a/>", Map.of("VISUAL", "sed -i s/a/b/", "EDITOR", "false")))
                .isEqualTo("<b/>");
    }

    private static Complaint complaint(ThrowingCallable act) {
        Complaint[] told = new Complaint[1];
        assertThatThrownBy(act).satisfies(failure -> told[0] = Complaint.of((Exception) failure));
        return told[0];
    }
}
