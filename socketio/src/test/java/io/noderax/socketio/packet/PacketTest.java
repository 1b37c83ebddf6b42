package io.noderax.socketio.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketTest {
    private static List<String> recordedFrames() throws IOException {
        try (InputStream file = PacketTest.class.getResourceAsStream("recorded-frames.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @Test
    void whatTheReferenceSaidComesOutAsItWentIn() throws IOException {
        List<String> frames = recordedFrames();
        assertThat(frames).hasSizeGreaterThan(50);
        for (String frame : frames) {
            EnginePacket packet = EnginePacket.parse(frame);
            assertThat(packet.encode()).isEqualTo(frame);
            if (packet instanceof EnginePacket.Message message) {
                assertThat(SocketPacket.parse(message.text()).encode().frame()).isEqualTo(frame);
            }
        }
    }

    @Test
    void anEventIsItsNameAndTheTextsOfItsArguments() {
        assertThat(SocketPacket.parse("2/agent,17[ \"a\\u0062\", {\"x\" : [1, null]} ,-0.5e3,\"\\\"]\"]"))
                .isEqualTo(new SocketPacket.Event(
                        "/agent",
                        OptionalLong.of(17),
                        "ab",
                        List.of("{\"x\" : [1, null]}", "-0.5e3", "\"\\\"]\""),
                        List.of()));
        assertThat(SocketPacket.parse("2[\"a\"]"))
                .isEqualTo(new SocketPacket.Event("/", OptionalLong.empty(), "a", List.of(), List.of()));
    }

    @Test
    void attachmentsComeBackToTheirPacket() {
        PacketAssembler assembler = new PacketAssembler(10);
        byte[] one = {1, 2};
        byte[] two = {};
        assertThat(assembler.text("52-/a,3[\"e\",{\"_placeholder\":true,\"num\":0}]"))
                .isNull();
        assertThat(assembler.binary(one)).isNull();
        SocketPacket packet = assembler.binary(two);
        assertThat(packet).isInstanceOfSatisfying(SocketPacket.Event.class, event -> {
            assertThat(event.attachments()).containsExactly(one, two);
            assertThat(event.encode().frame()).isEqualTo("452-/a,3[\"e\",{\"_placeholder\":true,\"num\":0}]");
        });
        assertThat(assembler.text("2[\"next\"]")).isInstanceOf(SocketPacket.Event.class);
    }

    @Test
    void attachmentsThatDoNotBelongAreRefused() {
        assertThatThrownBy(() -> new PacketAssembler(10).binary(new byte[1])).isInstanceOf(BadPacket.class);
        PacketAssembler assembler = new PacketAssembler(10);
        assembler.text("51-[\"e\"]");
        assertThatThrownBy(() -> assembler.text("2[\"a\"]")).isInstanceOf(BadPacket.class);
        assertThatThrownBy(() -> assembler.binary(new byte[11])).hasMessageContaining("above 10");
    }

    @Test
    void aBodyHoldsSeveralPackets() {
        List<EnginePacket> packets = PollingBody.parse("42[\"a\"]\u001e3\u001ebAQID", 3);
        assertThat(packets.subList(0, 2))
                .containsExactly(new EnginePacket.Message("2[\"a\"]"), new EnginePacket.Pong(""));
        assertThat(packets.get(2))
                .isInstanceOfSatisfying(
                        EnginePacket.Binary.class,
                        binary -> assertThat(binary.bytes()).containsExactly(1, 2, 3));
        assertThatThrownBy(() -> PollingBody.parse("3\u001e3", 1)).hasMessageContaining("at most 1");
        assertThatThrownBy(() -> PollingBody.parse("b*", 1)).hasMessageContaining("base64");
    }

    @Test
    void whatIsNoPacketIsRefusedWithAWordOnWhy() {
        for (String bad : List.of(
                "",
                "7",
                "x",
                "2",
                "2[]",
                "2[1]",
                "2{}",
                "2[\"a\"",
                "2[\"a\"]x",
                "2[\"a\",]",
                "2[\"a\",01]",
                "2[\"a\",+1]",
                "2[\"a\",\"\t\"]",
                "2[\"a\",\"\\x\"]",
                "2[\"a\",\"\\u12g4\"]",
                "2[\"a\",tru]",
                "2[\"a\",1.]",
                "2[\"connect\"]",
                "3[]",
                "3/a,[]",
                "31{}",
                "212345678901234567[\"a\"]",
                "0[]",
                "0/a b,",
                "0\"x\"",
                "1/a,{}",
                "5[\"a\"]",
                "50-[\"a\"]",
                "5101-[\"a\"]",
                "5-[\"a\"]",
                "4",
                "4nope",
                "2[\"a\"," + "[".repeat(101) + "]".repeat(101) + "]",
                "0/" + "n".repeat(200) + ",")) {
            assertThatThrownBy(() -> SocketPacket.parse(bad))
                    .as(bad)
                    .isInstanceOf(BadPacket.class)
                    .hasMessageMatching("(?s).{10,}");
        }
        for (String bad : List.of("", "x", "1x", "5probe", "6.", "0", "0{}", "0{\"sid\":1}", "2" + "p".repeat(101))) {
            assertThatThrownBy(() -> EnginePacket.parse(bad)).as(bad).isInstanceOf(BadPacket.class);
        }
    }

    @Test
    void textIsQuotedSoThatItCanBeSentAsUtf8() {
        String text = "\"\\ \n\u0000 \u00fc \ud83d\ude00 lone \ud83d and \ude00";
        String quoted = JsonText.quote(text);
        assertThat(new String(quoted.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(quoted);
        assertThat(JsonText.string(quoted)).isEqualTo(text);
    }

    /** Whatever comes, the answer is a packet or {@link BadPacket}, and a packet comes out as it went in. */
    @Test
    void nothingThatComesCausesAnotherFailure() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> frames = recordedFrames();
        int packets = 0;
        for (int round = 0; round < 100_000; round++) {
            String frame = mutated(frames.get(random.nextInt(frames.size())), random);
            try {
                for (EnginePacket packet : PollingBody.parse(frame, 100)) {
                    if (packet instanceof EnginePacket.Message message) {
                        SocketPacket parsed = SocketPacket.parse(message.text());
                        if (!(parsed instanceof SocketPacket.BinaryEvent || parsed instanceof SocketPacket.BinaryAck)) {
                            String again = parsed.encode().frame().substring(1);
                            assertThat(SocketPacket.parse(again)).isEqualTo(parsed);
                        }
                        packets++;
                    }
                }
            } catch (BadPacket _) {
                // That is an answer.
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + seed + ", round " + round + ": " + frame, e);
            }
        }
        assertThat(packets).as("seed " + seed).isGreaterThan(1000);
    }

    private static String mutated(String frame, Random random) {
        StringBuilder text = new StringBuilder(frame);
        String likely = "[]{}\",:0123456789-\\/\u001ebtrue\u0000\ud800 u";
        for (int change = random.nextInt(4); change > 0 && !text.isEmpty(); change--) {
            int at = random.nextInt(text.length());
            char c = likely.charAt(random.nextInt(likely.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, c);
                case 2 -> text.setCharAt(at, c);
                default -> text.setLength(at);
            }
        }
        return text.toString();
    }
}
