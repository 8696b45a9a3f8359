package dev.guestwire.rpc;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.MalformedXdrException;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.XdrReader;
import dev.guestwire.protocol.XdrValue;

/** The daemon's answer to a call, not yet read: its caller does that. */
record Reply(boolean failed, byte[] packet) {
    <R extends XdrValue> R read(Call<R> call) {
        try {
            XdrReader in = new XdrReader(packet, PacketHeader.SIZE, packet.length);
            if (failed) {
                throw CallFailedException.of(call, RemoteError.read(in));
            }
            return call.readReply(in);
        } catch (MalformedXdrException malformed) {
            throw new MalformedDataException(
                    "The answer to " + call.getClass().getSimpleName() + " is malformed: " + malformed.getMessage(),
                    malformed);
        }
    }
}
