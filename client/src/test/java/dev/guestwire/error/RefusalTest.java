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

    /** What was looked for and is not there, in the words of libvirt's drivers. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            8  | invalid argument: disk 'vdx' not found in domain
            8  | invalid argument: invalid path /x not assigned to domain
            8  | invalid argument: invalid path: vdx
            8  | invalid argument: disk 'vdx' was not found in the domain config
            8  | invalid argument: missing persistent configuration for disk 'vdx'
            67 | unsupported configuration: no disk named 'vdx'
            1  | internal error: disk 'vdx' not found
            1  | internal error: Can't find disk 'vdx' in domain definition
            8  | invalid argument: could not find image '/x' in chain for '/top'
            8  | invalid argument: could not find image '/x' beneath '/mid' in chain for '/top'
            8  | invalid argument: could not find base image in chain for 'vda'
            8  | invalid argument: Checkpoint 'c1' for incremental backup of disk 'vda' not found
            8  | invalid argument: invalid path, 'vnet9' is not a known interface
            8  | invalid argument: couldn't find interface named 'vnet9'
            8  | invalid argument: couldn't find interface with MAC address '52:54:00:00:00:09'
            8  | invalid argument: Can't find device vnet9
            8  | invalid argument: target vdx doesn't exist.
            9  | operation failed: no device found with alias ua-x
            9  | operation failed: disk vdx not found
            9  | operation failed: controller scsi:3 not found
            9  | operation failed: host usb device 001.002 not found
            9  | operation failed: host pci device 0000:00:03.0 not found
            9  | operation failed: matching input device not found
            9  | operation failed: no matching RNG device was found
            9  | operation failed: mediated device '53764d0e' not found
            8  | invalid argument: Memory device 'x' not found
            1  | internal error: cannot find character device serial9
            1  | internal error: cannot find channel org.x
            8  | invalid argument: cannot find IOThread '9' in iothreadids list
            8  | invalid argument: cannot find IOThread '9' in iothreadids
            8  | invalid argument: iothread 9 not found
            8  | invalid argument: vcpu 7 is not present in live config
            55 | Requested operation is not valid: couldn't locate a matching DNS HOST record in network lan
            55 | Requested operation is not valid: couldn't locate an existing dhcp host entry with "mac='x'" in network 'lan'
            8  | invalid argument: throttle group 'g' not found
            """)
    void whatWasLookedForAndIsNotThereIsNotFound(int code, String message) {
        assertThat(refusal(code, message)).isInstanceOf(NotFoundException.class);
    }

    /** What is there already, in the words of libvirt's drivers, or by its code. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            28  | whatever
            37  | whatever
            76  | whatever
            90  | whatever
            106 | whatever
            9   | operation failed: domain 'web' already exists with uuid 00000000-0000-0001-0000-000000000002
            9   | operation failed: domain 'web' is already defined with uuid 00000000-0000-0001-0000-000000000002
            9   | operation failed: network 'lan' already exists with uuid 00000000-0000-0001-0000-000000000002
            9   | operation failed: pool 'images' is already defined with uuid 00000000-0000-0001-0000-000000000002
            9   | operation failed: filter 'f' already exists with uuid 00000000-0000-0001-0000-000000000002
            9   | operation failed: domain with name 'www' already exists
            9   | operation failed: domain moment s1 already exists
            9   | operation failed: target vdb already exists
            55  | Requested operation is not valid: target vdb already exists
            9   | operation failed: controller index='1' already exists
            8   | invalid argument: an IOThread is already using iothread_id '1'
            8   | invalid argument: store '/b' for backup of 'vda' exists
            67  | unsupported configuration: external snapshot file for disk vda already exists and is not a block device: /o
            55  | Requested operation is not valid: there is an existing dhcp host entry in network 'lan' that matches "x"
            55  | Requested operation is not valid: there is already at least one DNS HOST record with a matching field in network lan
            1   | internal error: a secret with UUID x is already defined for use with /v
            1   | internal error: bridge name 'virbr0' already in use.
            9   | operation failed: storage volume name 'v' already in use.
            55  | Requested operation is not valid: device is already in the domain configuration
            55  | Requested operation is not valid: domain already has a watchdog
            """)
    void whatIsThereAlreadyHasATypeOfItsOwn(int code, String message) {
        assertThat(refusal(code, message)).isInstanceOf(AlreadyExistsException.class);
    }

    /** Words that look like it, and mean another thing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            55 | Requested operation is not valid: domain is already running          | WrongStateException
            55 | Requested operation is not valid: Active console session exists      | WrongStateException
            55 | Requested operation is not valid: cannot create snapshot while checkpoint exists | WrongStateException
            55 | Requested operation is not valid: Refusing to undefine while domain managed save image exists | WrongStateException
            87 | resource busy: disk 'vda' already in active block job                | BusyException
            1  | internal error: Unable to find any firmware to satisfy 'efi'         | CallFailedException
            38 | Cannot get interface MTU on 'br9': No such device                    | CallFailedException
            84 | Operation not supported: bitmap 'b' not found in backing chain of 'vda' | UnsupportedException
            86 | Guest agent is not responding: disk vda not found                    | AgentUnavailableException
            8  | invalid argument: unsupported guest information types '0x80'         | UnsupportedException
            8  | invalid argument: some other argument                                | CallFailedException
            """)
    void otherWordsLeaveItToTheCode(int code, String message, String type) {
        assertThat(refusal(code, message).getClass().getSimpleName()).isEqualTo(type);
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
