package io.noderax.server.tasklogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogFrame.Kind;
import io.noderax.protocol.log.LogGap;
import io.noderax.protocol.task.LogEnd;
import io.noderax.protocol.task.LogEnd.StreamEnd;
import io.noderax.protocol.task.LogState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an append counts, and what its piece holds. */
class GrowthTest {
    private static final LogHead EMPTY = LogHead.none(new TaskId(new UUID(1, 2)), LogState.OPEN);
    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void linesAreCountedWhereTheyEndAndBegunOnesApart() {
        Growth growth = new Growth(EMPTY);
        growth.add(frame(Kind.STDOUT, 0, "one\ntwo\nbegun"));
        growth.add(frame(Kind.STDERR, 13, "also"));
        growth.add(frame(Kind.SYSTEM, 17, "words"));

        assertThat(growth.endedLines()).isEqualTo(3);
        assertThat(growth.openLines()).isEqualTo(2);
        assertThat(growth.stdoutBytes()).isEqualTo(13);
        assertThat(growth.stderrBytes()).isEqualTo(4);
        assertThat(growth.end()).isEqualTo(22);
        assertThat(growth.segment().lines()).isEqualTo(3);
    }

    @Test
    void aGapIsMissingAndALine() {
        Growth growth = new Growth(EMPTY);
        growth.add(LogFrame.gap(Kind.STDOUT, 1, 0, new LogGap(100, 7, LogGap.Reason.DISK)));

        assertThat(growth.missingBytes()).isEqualTo(100);
        assertThat(growth.missingLines()).isEqualTo(7);
        assertThat(growth.endedLines()).isEqualTo(1);
        assertThat(growth.end()).isEqualTo(100);
    }

    @Test
    void aFrameThatDoesNotFollowIsAMistakeOfTheCaller() {
        assertThatThrownBy(() -> new Growth(EMPTY).add(frame(Kind.STDOUT, 1, "x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void joinedPiecesHoldTheSameFramesAndPackingKeepsThem() {
        List<LogFrame> frames = new ArrayList<>();
        List<LogSegment> parts = new ArrayList<>();
        long end = 0;
        for (int i = 0; i < 50; i++) {
            LogFrame frame = frame(Kind.STDOUT, end, "line " + i + "\n");
            LogSegment part = new LogSegment(end, frame.end(), i + 1, 1, ByteBuffer.allocate(0), form(frame));
            frames.add(frame);
            parts.add(part);
            end = frame.end();
        }

        LogSegment joined = LogSegment.joined(parts);

        ByteBuffer packed = Packing.pack(joined.frames());
        assertThat(packed.remaining()).isLessThan(joined.size());
        assertThat(Packing.unpack(Carry.bytes(packed), joined.size())).isEqualTo(joined.frames());
        List<LogFrame> read = new ArrayList<>();
        joined.eachFrame(0, read::add);
        assertThat(read).isEqualTo(frames);
        assertThat(joined.lines()).isEqualTo(50);
    }

    @Test
    void bytesThatCannotBePackedStayAsTheyAre() {
        byte[] noise = new byte[10_000];
        new Random(1).nextBytes(noise);
        ByteBuffer raw = ByteBuffer.wrap(noise);

        assertThat(Packing.pack(raw)).isSameAs(raw);
    }

    @Test
    void theTallyTellsCompleteFromGapsFromDamage() {
        LogFrame hello = frame(Kind.STDOUT, 0, "hello");
        LogFrame gap = LogFrame.gap(Kind.STDERR, 1, 5, new LogGap(3, 0, LogGap.Reason.QUOTA));
        String hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

        assertThat(tally(hello).compare(end(5, 5, hash, 0))).isEqualTo(LogState.COMPLETE);
        assertThat(tally(hello).compare(end(5, 5, NOTHING, 0))).isEqualTo(LogState.DAMAGED);
        assertThat(tally(hello).compare(end(5, 6, hash, 0))).isEqualTo(LogState.DAMAGED);
        assertThat(tally(hello).compare(end(6, 5, hash, 0))).isEqualTo(LogState.DAMAGED);
        assertThat(tally(hello, gap).compare(end(8, 5, hash, 3))).isEqualTo(LogState.GAPS);
        assertThat(tally(hello, gap).compare(end(8, 5, hash, 4))).isEqualTo(LogState.DAMAGED);
    }

    private static LogEnd end(long end, long stdout, String hash, long stderr) {
        return new LogEnd(end, new StreamEnd(stdout, hash), new StreamEnd(stderr, NOTHING));
    }

    private static LogTally tally(LogFrame... frames) {
        LogTally tally = new LogTally();
        for (LogFrame frame : frames) {
            tally.take(new LogSegment(frame.offset(), frame.end(), 1, 0, ByteBuffer.allocate(0), form(frame)));
        }
        return tally;
    }

    private static ByteBuffer form(LogFrame frame) {
        ByteBuffer form = ByteBuffer.allocate(frame.size());
        frame.writeTo(form);
        return form.flip();
    }

    private static LogFrame frame(Kind kind, long offset, String text) {
        return LogFrame.of(kind, 1, offset, text.getBytes(StandardCharsets.UTF_8));
    }
}
