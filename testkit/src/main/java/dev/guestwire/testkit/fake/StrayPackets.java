package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.PacketType;
import dev.guestwire.protocol.Program;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.qemu.ConnectDomainMonitorEventRegister;
import dev.guestwire.protocol.qemu.DomainMonitorEvent;
import dev.guestwire.protocol.remote.ConnectNetworkEventRegisterAny;
import dev.guestwire.protocol.remote.ConnectNodeDeviceEventRegisterAny;
import dev.guestwire.protocol.remote.ConnectSecretEventRegisterAny;
import dev.guestwire.protocol.remote.ConnectStoragePoolEventRegisterAny;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainEventCallbackLifecycle;
import dev.guestwire.protocol.remote.Network;
import dev.guestwire.protocol.remote.NetworkEventLifecycle;
import dev.guestwire.protocol.remote.NodeDevice;
import dev.guestwire.protocol.remote.NodeDeviceEventLifecycle;
import dev.guestwire.protocol.remote.Secret;
import dev.guestwire.protocol.remote.SecretEventLifecycle;
import dev.guestwire.protocol.remote.StoragePool;
import dev.guestwire.protocol.remote.StoragePoolEventLifecycle;
import java.util.UUID;

/** Packets that a client did not ask for. */
final class StrayPackets {
    private static final UUID ID = UUID.fromString("6695eb01-f6a4-8304-79aa-97f2502e193f");
    private static final Domain DOMAIN = new Domain("test", ID, 1);
    static final int PING = 1;
    private static final int PONG = 2;
    private static final int UNKNOWN_NUMBER = 9999;
    private static final int UNKNOWN_SERIAL = 0x7abc_def0;
    private static final XdrValue FOUR_WORDS = out -> {
        for (int i = 0; i < 4; i++) {
            out.int32(i);
        }
    };

    private StrayPackets() {}

    static Bytes encode(PacketHeader header, XdrValue payload) {
        return Bytes.of(Packet.encode(header, payload).toByteArray());
    }

    static Bytes event(Event event) {
        return encode(PacketHeader.event(event), event);
    }

    static Bytes ping() {
        return encode(keepAlive(PING), out -> {});
    }

    static Bytes pong() {
        return encode(keepAlive(PONG), out -> {});
    }

    static Bytes unknownEvent() {
        return encode(message(Program.REMOTE.id(), UNKNOWN_NUMBER), FOUR_WORDS);
    }

    static Bytes unknownProgramEvent() {
        return encode(message(0x1234_5678, 1), FOUR_WORDS);
    }

    static Bytes unknownStream() {
        PacketHeader header = new PacketHeader(
                Program.REMOTE.id(), Program.VERSION, 209, PacketType.STREAM, UNKNOWN_SERIAL, PacketStatus.CONTINUE);
        return encode(header, FOUR_WORDS);
    }

    /** {@return an event of the registration that a reply speaks of} */
    static Bytes eventFor(ReplyPacket reply) {
        boolean named = reply.payload().length == 4;
        int callback = named ? reply.word(PacketHeader.SIZE) : 0;
        return event(
                switch (reply.call()) {
                    case ConnectNetworkEventRegisterAny any ->
                        new NetworkEventLifecycle(callback, new Network("default", ID), 2, 0);
                    case ConnectStoragePoolEventRegisterAny any ->
                        new StoragePoolEventLifecycle(callback, new StoragePool("default", ID), 2, 0);
                    case ConnectNodeDeviceEventRegisterAny any ->
                        new NodeDeviceEventLifecycle(callback, new NodeDevice("computer"), 0, 0);
                    case ConnectSecretEventRegisterAny any ->
                        new SecretEventLifecycle(callback, new Secret(ID, 0, ""), 0, 0);
                    case ConnectDomainMonitorEventRegister any ->
                        new DomainMonitorEvent(callback, DOMAIN, "RESUME", 0, 0, null);
                    default -> new DomainEventCallbackLifecycle(callback, DOMAIN, 2, 0);
                });
    }

    private static PacketHeader message(int program, int number) {
        return new PacketHeader(program, Program.VERSION, number, PacketType.MESSAGE, 1, PacketStatus.OK);
    }

    private static PacketHeader keepAlive(int number) {
        return new PacketHeader(
                Program.KEEPALIVE.id(), Program.VERSION, number, PacketType.MESSAGE, 0, PacketStatus.OK);
    }
}
