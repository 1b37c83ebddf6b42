package io.noderax.agent.journal;

import io.noderax.linux.ChildExit;
import io.noderax.linux.ResourceUse;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogFrame.Kind;
import io.noderax.protocol.task.LogEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** An attempt's folder with both sides of its log. */
final class Attempt {
    final Path folder;
    final FrameWriter writer;

    Attempt(Path folder, JournalSpace space) {
        this.folder = folder;
        this.writer = new FrameWriter(folder, space, Clock.systemUTC());
    }

    void write(Kind stream, String text) {
        writer.append(stream, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    ExitRecord end() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return ExitRecord.of(new ChildExit.Exited(0), null, now, 1, ResourceUse.UNKNOWN, writer.finish());
    }

    LogEnd logEnd(long end) {
        String none = "0".repeat(64);
        return new LogEnd(end, new LogEnd.StreamEnd(end, none), new LogEnd.StreamEnd(0, none));
    }

    AttemptLog open() throws IOException {
        return AttemptLog.open(folder, 16 * 1024 * 1024);
    }

    List<LogFrame> readAll(ExitRecord record) throws IOException {
        try (AttemptLog log = open()) {
            log.end(record);
            return read(log);
        }
    }

    static List<LogFrame> read(AttemptLog log) throws IOException {
        List<LogFrame> frames = new ArrayList<>();
        try (FrameReader reader = log.readFrom(0)) {
            for (LogFrame frame = reader.next(); frame != null; frame = reader.next()) {
                frames.add(
                        new LogFrame(frame.kind(), frame.timeMillis(), frame.offset(), ByteBuffer.wrap(frame.bytes())));
            }
        }
        return frames;
    }

    List<Path> files() throws IOException {
        return Segment.list(folder).stream().map(Segment::file).toList();
    }

    long sizeOnDisk() throws IOException {
        long size = 0;
        for (Path file : files()) {
            size += Files.size(file);
        }
        return size;
    }
}
