package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.ErrorLevel;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.RemoteError;

/** What libvirtd 9.0.0 says where it says no by itself, before any driver is asked. */
final class Refusals {
    private Refusals() {}

    static RemoteError unknownProcedure(int number) {
        return rpc("unknown procedure: " + number);
    }

    static RemoteError unknownProgram(PacketHeader header) {
        return rpc("Cannot find program %d version %d".formatted(header.program(), header.version()));
    }

    static RemoteError unexpectedStatus(int status) {
        return rpc("Unexpected message status " + status);
    }

    static RemoteError undecodable() {
        return rpc("Unable to decode message payload");
    }

    static RemoteError authenticationRequired() {
        return rpc("authentication required");
    }

    static RemoteError notOpen() {
        return internal("hypervisor connection not open");
    }

    static RemoteError alreadyOpen() {
        return internal("connection already open");
    }

    static RemoteError internal(String detail) {
        return prefixed(ErrorCode.INTERNAL_ERROR, ErrorDomain.RPC, "internal error: ", detail);
    }

    static RemoteError alreadyTracked() {
        return prefixed(
                ErrorCode.INVALID_ARG, ErrorDomain.NONE, "invalid argument: ", "event callback already tracked");
    }

    private static RemoteError prefixed(ErrorCode code, ErrorDomain domain, String kind, String detail) {
        return new RemoteError(
                code, domain, kind + detail, ErrorLevel.ERROR, null, kind + "%s", detail, null, -1, -1, null);
    }

    private static RemoteError rpc(String message) {
        return RemoteError.of(ErrorCode.RPC, ErrorDomain.RPC, message);
    }
}
