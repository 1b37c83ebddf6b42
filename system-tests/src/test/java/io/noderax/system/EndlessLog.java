package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogFrame.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** An endless log: always the same lines, each time at the next offset. */
final class EndlessLog {
    private static final int BATCH = 1024 * 1024 - 1024;

    private final RunningTask task;
    private final byte[] text;
    private final int linesInBatch;
    private long end;
    private long lines;

    EndlessLog(RunningTask task) {
        this.task = task;
        Random random = new Random(1);
        StringBuilder all = new StringBuilder();
        int count = 0;
        while (all.length() < BATCH - 200) {
            all.append("2026-11-24T12:00:00.000Z INFO request ")
                    .append(Long.toHexString(random.nextLong()))
                    .append(" took ")
                    .append(random.nextInt(1000))
                    .append(" ms, and says something that is not random\n");
            count++;
        }
        this.text = all.toString().getBytes(StandardCharsets.US_ASCII);
        this.linesInBatch = count;
    }

    /** Sends a first line and then so many bytes at least, one batch after the other; gives what the completion says of the log. */
    JsonObject send(long bytes, String first) {
        Frames hashes = new Frames().out(first + "\n");
        task.acknowledged(hashes.all());
        end = hashes.end();
        lines = 1;
        while (end < bytes) {
            hashes.add(Kind.STDOUT, text);
            task.acknowledged(next());
        }
        return hashes.logEnd();
    }

    long lines() {
        return lines;
    }

    int linesInBatch() {
        return linesInBatch;
    }

    CompletableFuture<Http.Answer> sendNextLater() {
        return task.http().postBytesLater(task.route(), LogFrame.MEDIA_TYPE, Frames.bytes(next()));
    }

    private List<LogFrame> next() {
        Frames frames = new Frames().add(Kind.STDOUT, text);
        List<LogFrame> moved = new ArrayList<>();
        for (LogFrame frame : frames.all()) {
            moved.add(frame.at(end + frame.offset()));
        }
        end += frames.end();
        lines += linesInBatch;
        return moved;
    }
}
