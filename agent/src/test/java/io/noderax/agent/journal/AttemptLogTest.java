package io.noderax.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.linux.ChildExit;
import io.noderax.linux.ResourceUse;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogFrame.Kind;
import io.noderax.protocol.log.LogGap.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log on its way through the disk: whatever is missing in the end stands there as a gap with its exact size. */
class AttemptLogTest {
    private static final long QUOTA = 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    void bytesComeBackAsTheyWereInTheOrderOfTheirArrival() throws IOException {
        Attempt attempt = attempt("a", space(QUOTA));
        attempt.write(Kind.STDOUT, "one\n");
        attempt.write(Kind.STDERR, "\0\u00fftwo");
        attempt.writer.say("words");
        attempt.write(Kind.STDOUT, "three");

        List<LogFrame> frames = attempt.readAll(attempt.end());

        assertThat(frames)
                .extracting(LogFrame::kind)
                .containsExactly(Kind.STDOUT, Kind.STDERR, Kind.SYSTEM, Kind.STDOUT);
        assertThat(frames.get(1).bytes()).isEqualTo("\0\u00fftwo".getBytes(StandardCharsets.UTF_8));
        assertThat(frames).extracting(LogFrame::offset).containsExactly(0L, 4L, 10L, 15L);
    }

    @Test
    void theExitRecordProvesEveryByteAlsoThoseThatHadNoRoom() throws Exception {
        Attempt attempt = attempt("a", space(64 * 1024));
        byte[] bytes = new byte[200_000];
        new Random(1).nextBytes(bytes);
        for (int from = 0; from < bytes.length; from += 1000) {
            attempt.writer.append(Kind.STDERR, ByteBuffer.wrap(bytes, from, 1000));
        }

        ExitRecord record = attempt.end();

        assertThat(record.log().stderr().bytes()).isEqualTo(200_000);
        assertThat(record.log().stderr().sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(record.log().stdout().bytes()).isZero();
        assertThat(record.log().end()).isEqualTo(200_000);
    }

    @Test
    void aQuotaThatIsUsedUpLeavesOneGapWithItsExactBytesAndLineFeedsOfEachStream() throws IOException {
        Attempt attempt = attempt("a", space(64 * 1024));
        for (int i = 0; i < 20_000; i++) {
            attempt.write(i % 4 == 0 ? Kind.STDERR : Kind.STDOUT, "line " + (10_000 + i) + "\n");
        }

        List<LogFrame> frames = attempt.readAll(attempt.end());

        List<LogFrame> gaps = frames.stream().filter(f -> f.kind().isGap()).toList();
        assertThat(gaps).extracting(LogFrame::kind).containsExactly(Kind.STDOUT_GAP, Kind.STDERR_GAP);
        assertThat(gaps).extracting(gap -> gap.gap().reason()).containsOnly(Reason.QUOTA);
        assertThat(lineFeeds(frames, Kind.STDOUT) + gaps.get(0).gap().lineFeeds())
                .isEqualTo(15_000);
        assertThat(lineFeeds(frames, Kind.STDERR) + gaps.get(1).gap().lineFeeds())
                .isEqualTo(5_000);
        assertThat(frames.getLast().end()).isEqualTo(20_000L * 11);
        assertThat(attempt.sizeOnDisk()).isLessThanOrEqualTo(64 * 1024);
    }

    @Test
    void aTaskThatFloodsDoesNotTakeTheRoomOfAnother() throws IOException {
        JournalSpace space = space(QUOTA);
        Attempt flood = attempt("flood", space);
        Attempt late = attempt("late", space);
        for (int i = 0; i < 200; i++) {
            flood.write(Kind.STDOUT, "x".repeat(10_000));
        }

        late.write(Kind.STDOUT, "y".repeat(10_000));

        assertThat(late.readAll(late.end())).extracting(LogFrame::kind).containsOnly(Kind.STDOUT);
        assertThat(flood.sizeOnDisk()).isGreaterThan(QUOTA * 3 / 4);
    }

    @Test
    void manyThatFloodGetTheSame() throws IOException {
        JournalSpace space = space(QUOTA);
        List<Attempt> all = List.of(attempt("a", space), attempt("b", space), attempt("c", space));
        for (int i = 0; i < 300; i++) {
            for (Attempt attempt : all) {
                attempt.write(Kind.STDOUT, "x".repeat(5_000));
            }
        }

        for (Attempt attempt : all) {
            assertThat(attempt.sizeOnDisk()).isBetween(QUOTA / 4, QUOTA / 2);
        }
    }

    @Test
    void roomThatIsGivenBackIsUsedAgainAndTheGapStandsWhereItWas() throws Exception {
        Attempt attempt = attempt("a", space(64 * 1024));
        for (int i = 0; i < 100; i++) {
            attempt.write(Kind.STDOUT, "x".repeat(1000));
        }
        long full = attempt.writer.end();
        AttemptLog log = attempt.open();
        log.end(new ExitRecord(
                new ChildExit.Exited(0),
                null,
                Instant.EPOCH,
                0,
                ResourceUse.UNKNOWN,
                full,
                List.of(),
                attempt.logEnd(full)));
        log.acknowledge(Delivered.below(full));
        Thread.sleep(30); // the writer looks at the disk again after 20 ms

        attempt.write(Kind.STDOUT, "again");

        log.grown(attempt.writer.end());
        try (FrameReader frames = log.readFrom(full)) {
            LogFrame gap = frames.next();
            assertThat(gap).isNotNull();
            assertThat(gap.kind()).isEqualTo(Kind.STDOUT_GAP);
            assertThat(gap.gap().bytes()).isEqualTo(100_000 - full);
            LogFrame again = frames.next();
            assertThat(again).isNotNull();
            assertThat(new String(again.bytes(), StandardCharsets.UTF_8)).isEqualTo("again");
        }
    }

    @Test
    void whatTheServerHasIsDeletedButBeginningAndEndStayWhileTheTaskRuns() throws IOException {
        Attempt attempt = attempt("a", space(16 * 1024 * 1024));
        for (int i = 0; i < 1000; i++) {
            attempt.write(Kind.STDOUT, "x".repeat(10_000));
        }
        AttemptLog log = attempt.open();
        log.grown(attempt.writer.end());

        log.acknowledge(Delivered.below(10_000_000));

        assertThat(attempt.sizeOnDisk()).isBetween(256L * 1024, 2L * 1024 * 1024);
        try (FrameReader frames = log.readFrom(0)) {
            LogFrame first = frames.next();
            assertThat(first).isNotNull();
            assertThat(first.kind()).isEqualTo(Kind.STDOUT);
        }
        log.end(attempt.end());
        log.acknowledge(Delivered.below(10_000_000));
        assertThat(attempt.sizeOnDisk()).isLessThanOrEqualTo(2L * 256 * 1024);
    }

    @Test
    void aTornTailIsCutWhereTheLastWholeFrameEnds() throws IOException {
        Attempt attempt = attempt("a", space(QUOTA));
        attempt.write(Kind.STDOUT, "whole");
        attempt.write(Kind.STDOUT, "torn");
        attempt.writer.close();
        Path file = attempt.files().getLast();
        try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
            torn.setLength(torn.length() - 2);
        }

        AttemptLog log = attempt.open();
        log.endWhereItIsCut();

        assertThat(log.length()).isEqualTo(5);
        assertThat(read(log)).hasSize(1);
    }

    @Test
    void whatTheDiskLostOfAnEndedLogIsAGapOfKnownSize() throws IOException {
        Attempt attempt = attempt("a", space(QUOTA));
        attempt.write(Kind.STDOUT, "good\n");
        attempt.write(Kind.STDOUT, "spoiled\n");
        ExitRecord record = attempt.end();
        Path file = attempt.files().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        Files.write(file, bytes);

        List<LogFrame> frames = attempt.readAll(record);

        assertThat(frames).extracting(LogFrame::kind).containsExactly(Kind.STDOUT, Kind.STDOUT_GAP);
        assertThat(frames.get(1).gap().reason()).isEqualTo(Reason.DAMAGED);
        assertThat(frames.get(1).gap().bytes()).isEqualTo(8);
    }

    @Test
    void aFileThatIsGoneIsAGapUpToTheNextOne() throws IOException {
        Attempt attempt = attempt("a", space(QUOTA));
        for (int i = 0; i < 100; i++) {
            attempt.write(Kind.STDOUT, "x".repeat(1000));
        }
        ExitRecord record = attempt.end();
        List<Path> files = attempt.files();
        assertThat(files).hasSizeGreaterThan(2);
        Files.delete(files.get(1));

        List<LogFrame> frames = attempt.readAll(record);

        assertThat(frames).filteredOn(f -> f.kind().isGap()).hasSize(1);
        assertThat(frames.getLast().end()).isEqualTo(100_000);
    }

    @Test
    void howFarItIsDeliveredIsKnownAfterACrash() throws IOException {
        Attempt attempt = attempt("a", space(QUOTA));
        attempt.write(Kind.STDOUT, "0123456789");
        AttemptLog log = attempt.open();
        log.grown(10);
        log.acknowledge(new Delivered(4, 2, new byte[] {7, 8}));

        Delivered found = attempt.open().delivered();

        assertThat(found.offset()).isEqualTo(4);
        assertThat(found.lines()).isEqualTo(2);
        assertThat(found.splitter()).containsExactly(7, 8);
    }

    @Test
    void anExitRecordIsReadAsItWasWrittenAndNotBelievedWhenItIsTorn() throws IOException {
        Attempt attempt = attempt("a", space(64 * 1024));
        attempt.write(Kind.STDOUT, "x");
        ExitFile.reserve(attempt.folder);
        assertThat(ExitFile.read(attempt.folder)).isNull();
        assertThat(ExitFile.forestall(attempt.folder)).isFalse();
        ExitRecord record = attempt.end();

        ExitFile.write(attempt.folder, record);

        assertThat(ExitFile.read(attempt.folder)).isEqualTo(record);
        assertThat(Fields.read(record.toJson(), Fields.Unknown.REFUSED, ExitRecord::read))
                .isEqualTo(record);
        try (RandomAccessFile torn =
                new RandomAccessFile(attempt.folder.resolve("exit").toFile(), "rw")) {
            torn.seek(30);
            torn.write('#');
        }
        assertThat(ExitFile.read(attempt.folder)).isNull();
    }

    private JournalSpace space(long quota) {
        return new JournalSpace(folder, quota);
    }

    private Attempt attempt(String name, JournalSpace space) throws IOException {
        return new Attempt(Files.createDirectories(folder.resolve(name)), space);
    }

    private static List<LogFrame> read(AttemptLog log) throws IOException {
        return Attempt.read(log);
    }

    private static long lineFeeds(List<LogFrame> frames, Kind kind) {
        long count = 0;
        for (LogFrame frame : frames) {
            for (byte b : frame.kind() == kind ? frame.bytes() : new byte[0]) {
                count += b == '\n' ? 1 : 0;
            }
        }
        return count;
    }
}
