package io.noderax.protocol.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.log.LogFrame.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogFrameTest {
    @Test
    void whatIsWrittenIsReadBack() {
        LogFrame first = LogFrame.of(Kind.STDOUT, 1_700_000_000_123L, 7, bytes("hello\n"));
        LogFrame second = LogFrame.gap(Kind.STDERR, 5, 13, new LogGap(1L << 40, 3, LogGap.Reason.DISK));
        ByteBuffer form = written(first, second);

        assertThat(LogFrame.next(form)).isEqualTo(first);
        assertThat(LogFrame.next(form)).isEqualTo(second);
        assertThat(LogFrame.next(form)).isNull();
        assertThat(first.end()).isEqualTo(13);
        assertThat(second.end()).isEqualTo(13 + (1L << 40));
    }

    @Test
    void aFrameThatIsNotWholeIsLeftAlone() {
        byte[] form = written(LogFrame.of(Kind.STDERR, 1, 0, bytes("abc"))).array();

        for (int length = 0; length < form.length; length++) {
            ByteBuffer part = ByteBuffer.wrap(form, 0, length);
            assertThat(LogFrame.next(part)).as("the first %d bytes", length).isNull();
            assertThat(part.position()).isZero();
        }
    }

    @Test
    void anyChangedByteIsNoticed() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] form = written(LogFrame.of(Kind.STDOUT, 99, 1000, bytes("some output")))
                .array();

        for (int i = 0; i < form.length; i++) {
            byte[] changed = form.clone();
            changed[i] ^= (byte) (1 + random.nextInt(255));
            try {
                assertThat(LogFrame.next(ByteBuffer.wrap(changed)))
                        .as("seed %d, byte %d", seed, i)
                        .isNull();
            } catch (BadFrame noticed) {
                assertThat(noticed).hasMessageMatching("(length|checksum|kind) of a frame .*");
            }
        }
    }

    @Test
    void thePartFromAnOffsetOnIsWhatFollowsThere() {
        LogFrame frame = LogFrame.of(Kind.STDOUT, 1, 10, bytes("abcdef"));
        LogFrame gap = LogFrame.gap(Kind.STDOUT, 1, 10, new LogGap(6, 5, LogGap.Reason.QUOTA));

        assertThat(frame.from(13)).isEqualTo(LogFrame.of(Kind.STDOUT, 1, 13, bytes("def")));
        assertThat(frame.from(3)).isEqualTo(frame);
        assertThat(gap.from(14).gap()).isEqualTo(new LogGap(2, 2, LogGap.Reason.QUOTA));
        assertThat(gap.from(14).end()).isEqualTo(gap.end());
    }

    @Test
    void nonsenseIsRefusedInWords() {
        assertThatThrownBy(() -> LogFrame.of(Kind.STDOUT, 1, -1, bytes("x"))).hasMessageContaining("offset -1");
        assertThatThrownBy(() -> LogFrame.of(Kind.STDOUT, 1, 0, new byte[0])).hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> LogFrame.of(Kind.STDOUT_GAP, 1, 0, bytes("x"))).hasMessageContaining("17 bytes");
        assertThatThrownBy(() -> new LogGap(1, 2, LogGap.Reason.QUOTA)).hasMessageContaining("2 line feeds");
    }

    static ByteBuffer written(LogFrame... frames) {
        ByteBuffer form = ByteBuffer.allocate(
                Arrays.stream(frames).mapToInt(LogFrame::size).sum());
        for (LogFrame frame : frames) {
            frame.writeTo(form);
        }
        return form.flip();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
