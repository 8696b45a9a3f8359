package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.testkit.fake.Step.Send;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A well-formed reply about to be spoilt.
 *
 * @param call what it answers
 * @param packet the whole packet, from its length word
 */
record ReplyPacket(Call<?> call, Bytes packet) {
    static final int LENGTH = 0;
    static final int PROGRAM = 4;
    static final int PROCEDURE = 12;
    static final int TYPE = 16;
    static final int SERIAL = 20;
    static final int STATUS = 24;

    Send whole() {
        return new Send(packet);
    }

    /** {@return the first bytes of the packet} */
    Send first(int count) {
        return new Send(Bytes.of(Arrays.copyOf(packet.toArray(), count)));
    }

    /** {@return the rest of the packet} */
    Send from(int index) {
        return new Send(Bytes.of(Arrays.copyOfRange(packet.toArray(), index, packet.length())));
    }

    /** {@return header and half of the payload} */
    int middle() {
        int payload = packet.length() - PacketHeader.SIZE;
        return payload == 0 ? PacketHeader.SIZE - 2 : PacketHeader.SIZE + payload / 2;
    }

    int word(int offset) {
        return ByteBuffer.wrap(packet.toArray()).getInt(offset);
    }

    /** {@return the same packet with another word in its header} */
    ReplyPacket with(int offset, int word) {
        byte[] copy = packet.toArray();
        ByteBuffer.wrap(copy).putInt(offset, word);
        return new ReplyPacket(call, Bytes.of(copy));
    }

    /** {@return the same header around another payload} */
    ReplyPacket withPayload(byte[] payload) {
        byte[] copy = Arrays.copyOf(packet.toArray(), PacketHeader.SIZE + payload.length);
        System.arraycopy(payload, 0, copy, PacketHeader.SIZE, payload.length);
        return new ReplyPacket(call, Bytes.of(copy)).with(LENGTH, copy.length);
    }

    byte[] payload() {
        return Arrays.copyOfRange(packet.toArray(), PacketHeader.SIZE, packet.length());
    }
}
