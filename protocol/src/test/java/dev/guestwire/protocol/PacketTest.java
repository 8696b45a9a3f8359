package dev.guestwire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.protocol.qemu.DomainMonitorEvent;
import dev.guestwire.protocol.remote.ConnectOpen;
import dev.guestwire.protocol.remote.Domain;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PacketTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void aCallIsLengthHeaderAndArguments() {
        ConnectOpen open = new ConnectOpen("test:///default", 1);
        byte[] wire = Packet.encode(PacketHeader.call(open, 7), open).toByteArray();

        assertThat(HEX.formatHex(wire))
                .isEqualTo("00000038" + "20008086" + "00000001" + "00000001" + "00000000" + "00000007" + "00000000"
                        + "00000001" + "0000000f" + "746573743a2f2f2f64656661756c7400" + "00000001");
    }

    @Test
    void whatWasEncodedIsReadBack() {
        DomainMonitorEvent event =
                new DomainMonitorEvent(3, new Domain("web-1", new UUID(1, 2), -1), "STOP", 1, 2, null);
        byte[] wire = Packet.encode(PacketHeader.event(event), event).toByteArray();
        XdrReader in = new XdrReader(wire);
        assertThat(PacketHeader.checkLength(in.int32())).isEqualTo(wire.length);
        Packet packet = Packet.read(in);

        assertThat(packet.header())
                .isEqualTo(new PacketHeader(0x20008087, 1, 6, PacketType.MESSAGE, 1, PacketStatus.OK));
        assertThat(DomainMonitorEvent.read(packet.reader())).isEqualTo(event);
    }

    @Test
    void anEmptyPacketHas28Bytes() {
        PacketHeader ping = new PacketHeader(Program.KEEPALIVE.id(), 1, 1, PacketType.MESSAGE, 0, PacketStatus.OK);
        assertThat(Packet.encode(ping, Empty.EMPTY).size()).isEqualTo(28);
    }

    @Test
    void anAnswerEchoesItsCall() {
        PacketHeader call = new PacketHeader(0x20008087, 1, 3, PacketType.CALL, -1, PacketStatus.OK);
        assertThat(call.reply(PacketStatus.ERROR))
                .isEqualTo(new PacketHeader(0x20008087, 1, 3, PacketType.REPLY, -1, PacketStatus.ERROR));
    }

    @Test
    void everyTypeAndStatusHasItsNumber() {
        assertThat(PacketType.of(1)).isEqualTo(PacketType.REPLY);
        assertThat(PacketType.of(6)).isEqualTo(PacketType.STREAM_HOLE);
        assertThat(PacketStatus.of(2)).isEqualTo(PacketStatus.CONTINUE);
        for (PacketType type : PacketType.values()) {
            for (PacketStatus status : PacketStatus.values()) {
                PacketHeader header = new PacketHeader(1, 2, 3, type, 4, status);
                byte[] bytes = Samples.bytes(header);
                assertThat(bytes).hasSize(24);
                assertThat(bytes[15]).isEqualTo((byte) type.number());
                assertThat(bytes[23]).isEqualTo((byte) status.number());
                assertThat(PacketHeader.read(new XdrReader(bytes))).isEqualTo(header);
            }
        }
    }

    @Test
    void unknownTypesAndStatusesAreRefused() {
        assertRefused(header("00000007", "00000000"), "a packet of unknown type 7");
        assertRefused(header("ffffffff", "00000000"), "a packet of unknown type -1");
        assertRefused(header("00000000", "00000003"), "a packet of unknown status 3");
        assertRefused(header("00000000", "80000000"), "a packet of unknown status -2147483648");
        assertRefused(new byte[23], "4 bytes needed, 3 left");
    }

    @Test
    void lengthsThatNoPacketCanHaveAreRefused() {
        assertThat(PacketHeader.checkLength(28)).isEqualTo(28);
        assertThat(PacketHeader.checkLength(33_554_436)).isEqualTo(33_554_436);
        for (int length : new int[] {0, 3, 27, 33_554_437, Integer.MIN_VALUE, -1}) {
            assertThatExceptionOfType(MalformedXdrException.class)
                    .isThrownBy(() -> PacketHeader.checkLength(length))
                    .withMessage("a packet of " + Integer.toUnsignedString(length)
                            + " bytes; libvirt's have 28 to 33554436");
        }
    }

    @Test
    void programsAreKnownByTheirNumbers() {
        assertThat(Program.of(0x6b656570)).contains(Program.KEEPALIVE);
        assertThat(Program.of(0x20008086)).contains(Program.REMOTE);
        assertThat(Program.of(0x20008087)).contains(Program.QEMU);
        assertThat(Program.of(0x00068000)).contains(Program.LXC);
        assertThat(Program.of(0x06900690)).isEmpty();
    }

    private static byte[] header(String type, String status) {
        return HEX.parseHex("20008086" + "00000001" + "00000001" + type + "00000000" + status);
    }

    private static void assertRefused(byte[] header, String message) {
        assertThatExceptionOfType(MalformedXdrException.class)
                .isThrownBy(() -> PacketHeader.read(new XdrReader(header)))
                .withMessage(message);
    }
}
