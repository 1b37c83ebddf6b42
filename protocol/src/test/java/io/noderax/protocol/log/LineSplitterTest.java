package io.noderax.protocol.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.log.LogFrame.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();
    private LineSplitter splitter = new LineSplitter();
    private long offset;

    @Test
    void linesEndWithFeedReturnOrBoth() {
        output("a\nb\r\n\nc\rd\r\r\n\ne");
        end();

        assertThat(lines).containsExactly("out a", "out b", "out ", "out c", "out d", "out ", "out e");
    }

    @Test
    void aReturnAndItsFeedMayComeApart() {
        output("a\r");
        output("\nb\r");
        output("c");
        end();

        assertThat(lines).containsExactly("out a", "out b", "out c");
    }

    @Test
    void streamsDoNotMixWithinALine() {
        output("one ");
        error("two\n");
        output("three\n");

        assertThat(lines).containsExactly("err two", "out one three");
    }

    @Test
    void charactersMayBeSplitAnywhereAndNonsenseIsShown() {
        byte[] bytes = "grün 🙂 \0\n".getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            accept(Kind.STDOUT, b);
        }
        accept(Kind.STDERR, (byte) 0xff, (byte) 'x', (byte) '\n');

        assertThat(lines).containsExactly("out grün 🙂 \u2400", "err \uFFFDx");
    }

    @Test
    void aVeryLongLineIsCutAtACharacterAndCounted() {
        output("x");
        output("é".repeat(5 * 1024 * 1024) + "\nnext\n");

        assertThat(lines.getFirst()).endsWith("é... [cut: " + (10L * 1024 * 1024 + 1 - 64 * 1024 + 1) + " bytes]");
        assertThat(lines.getLast()).isEqualTo("out next");
    }

    @Test
    void aGapEndsItsLineAndTellsWhatIsMissing() {
        output("begun");
        accept(LogFrame.gap(Kind.STDOUT, 1, offset, new LogGap(70, 2, LogGap.Reason.QUOTA)));
        output("later\n");

        assertThat(lines)
                .containsExactly(
                        "out begun",
                        "sys [noderax] 2 lines (70 bytes) missing here: the agent's journal was full (journal_quota)",
                        "out later");
    }

    @Test
    void whatWasSavedAnywhereGoesOnTheSame() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<LogFrame> frames = randomFrames(random);
        frames.forEach(frame -> splitter.accept(frame, this::add));
        end();
        List<String> whole = List.copyOf(lines);
        lines.clear();
        splitter = new LineSplitter();

        for (LogFrame frame : frames) {
            splitter = LineSplitter.restore(splitter.save());
            splitter.accept(frame, this::add);
        }
        end();

        assertThat(lines).as("seed %d", seed).isEqualTo(whole).isNotEmpty();
    }

    private List<LogFrame> randomFrames(Random random) {
        String alphabet = "ab\n\r\né";
        List<LogFrame> frames = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = 1 + random.nextInt(5); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Kind kind = random.nextBoolean() ? Kind.STDOUT : Kind.STDERR;
            frames.add(LogFrame.of(kind, i, i * 100L, text.toString().getBytes(StandardCharsets.UTF_8)));
        }
        return frames;
    }

    private void output(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += LogFrame.LARGEST_PAYLOAD) {
            int to = Math.min(bytes.length, from + LogFrame.LARGEST_PAYLOAD);
            accept(Kind.STDOUT, java.util.Arrays.copyOfRange(bytes, from, to));
        }
    }

    private void error(String text) {
        accept(Kind.STDERR, text.getBytes(StandardCharsets.UTF_8));
    }

    private void accept(Kind kind, byte... bytes) {
        accept(LogFrame.of(kind, 1, offset, bytes));
    }

    private void accept(LogFrame frame) {
        splitter.accept(frame, this::add);
        offset = frame.end();
    }

    private void end() {
        splitter.end(this::add);
    }

    private void add(SplitLine line) {
        String stream = switch (line.stream()) {
            case STDOUT -> "out ";
            case STDERR -> "err ";
            case SYSTEM, STDOUT_GAP, STDERR_GAP -> "sys ";
        };
        lines.add(stream + line.shown());
    }
}
