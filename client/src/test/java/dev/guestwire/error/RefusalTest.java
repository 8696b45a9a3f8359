package dev.guestwire.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.remote.ConnectGetLibVersion;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainDestroy;
import dev.guestwire.protocol.remote.DomainLookupByName;
import dev.guestwire.protocol.remote.DomainSetVcpusFlags;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which exception a refusal becomes, and what it says. */
class RefusalTest {
    private static final Domain WEB = new Domain("web-1", new UUID(1, 2), 7);

    @ParameterizedTest
    @CsvSource({
        "42, NotFoundException",
        "43, NotFoundException",
        "49, NotFoundException",
        "50, NotFoundException",
        "72, NotFoundException",
        "80, NotFoundException",
        "86, AgentUnavailableException",
        "97, AgentUnavailableException",
        "111, NotFoundException",
        "112, AgentUnavailableException",
        "3, UnsupportedException",
        "67, UnsupportedException",
        "74, UnsupportedException",
        "84, UnsupportedException",
        "87, BusyException",
        "83, BusyException",
        "55, WrongStateException",
        "68, OperationTimedOutException",
        "1, CallFailedException",
        "39, CallFailedException",
        "999, CallFailedException"
    })
    void theCodeDecides(int code, String type) {
        assertThat(refusal(code, "words that nobody looks at").getClass().getSimpleName())
                .isEqualTo(type);
    }

    @Test
    void onlyAnUnknownProcedureIsKnownByItsText() {
        assertThat(refusal(39, "unknown procedure: 456")).isInstanceOf(UnsupportedException.class);
        assertThat(refusal(1, "unknown procedure: 456")).isExactlyInstanceOf(CallFailedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "unplug, vcpu unplug request timed out. Unplug result must be manually inspected in the domain, true",
        "unplug, ein Text in einer anderen Sprache, true",
        "unplug, 'Timed out during operation: cannot acquire state change lock (held by monitor=remoteDispatch)', false",
        "destroy, 'Timed out during operation: cannot acquire state change lock (held by monitor=remoteDispatch)', false",
        "destroy, some other text, false"
    })
    void aTimeoutOfTheDaemonIsToldApartFromOneOfTheGuest(String what, String message, boolean mayHaveRun) {
        Domain web = new Domain("web-1", new UUID(1, 2), 7);
        RemoteError error = RemoteError.of(ErrorCode.OPERATION_TIMEOUT, ErrorDomain.QEMU, message);
        CallFailedException refusal = CallFailedException.of(
                what.equals("unplug") ? new DomainSetVcpusFlags(web, 1, 1) : new DomainDestroy(web), error);
        assertThat(refusal)
                .isInstanceOfSatisfying(
                        OperationTimedOutException.class,
                        late -> assertThat(late.mayHaveRun()).isEqualTo(mayHaveRun));
    }

    @Test
    void theMessageNamesCallGuestReasonAndCode() {
        assertThat(refusal(55, "domain is not running"))
                .hasMessage("DomainDestroy of guest web-1 failed: domain is not running (OPERATION_INVALID, QEMU)");
        assertThat(refusal(55, "domain is not running").guest()).contains("web-1");
    }

    @Test
    void aReadOnlyHostIsNamedAsALikelyReason() {
        assertThat(refusal(29, "read only access prevents virDomainDestroy"))
                .hasMessageContaining("open it for writing");
    }

    @Test
    void anUnknownCodeKeepsItsNumber() {
        CallFailedException refusal = refusal(999, "something new");
        assertThat(refusal.code()).isEqualTo(new ErrorCode(999));
        assertThat(refusal).hasMessageContaining("code 999");
    }

    @Test
    void allElevenFieldsAreKept() {
        RemoteError error = new RemoteError(
                ErrorCode.SYSTEM_ERROR,
                ErrorDomain.STORAGE,
                "no space",
                dev.guestwire.protocol.ErrorLevel.WARNING,
                WEB,
                "%s",
                "detail",
                "more",
                28,
                -1,
                null);
        CallFailedException refusal = CallFailedException.of(new ConnectGetLibVersion(), error);
        assertThat(refusal.error()).isEqualTo(error);
        assertThat(refusal.call()).isEqualTo(new ConnectGetLibVersion());
        assertThat(refusal.guest()).isEmpty();
    }

    @Test
    void aLookupThatFindsNothingNamesWhatWasLookedFor() {
        RemoteError error = RemoteError.of(ErrorCode.NO_DOMAIN, ErrorDomain.TEST, "Domain not found");
        assertThat(CallFailedException.of(new DomainLookupByName("nobody"), error))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void theLineThatAParserQuotesIsNotPassedOn() {
        String message = "(domain_definition):3: Opening and ending tag mismatch\n<graphics passwd='s3cret'>\n---^";
        CallFailedException refusal = CallFailedException.of(
                new DomainDestroy(WEB), RemoteError.of(ErrorCode.XML_ERROR, ErrorDomain.NONE, message));
        assertThat(refusal).hasMessageContaining("tag mismatch").hasMessageNotContaining("s3cret");
        assertThat(refusal.error().toString()).doesNotContain("s3cret");
        assertThat(refusal(27, message)).hasMessageContaining(":3:").hasMessageNotContaining("s3cret");
    }

    private static CallFailedException refusal(int code, String message) {
        return CallFailedException.of(
                new DomainDestroy(WEB), RemoteError.of(new ErrorCode(code), ErrorDomain.QEMU, message));
    }
}
