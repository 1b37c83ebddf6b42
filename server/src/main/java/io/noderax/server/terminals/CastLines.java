package io.noderax.server.terminals;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.terminal.TerminalChunkView;
import io.noderax.protocol.terminal.TerminalSize;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** The lines of one asciicast. Belongs to one thread. */
final class CastLines {
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

    private final Queue<SizeChange> resizes;
    private final Instant start;
    private final OutputStream out;
    private final Utf8Stream shown = new Utf8Stream();
    private final Utf8Stream typed = new Utf8Stream();

    CastLines(StoredSession session, List<SizeChange> sizes, OutputStream out) throws IOException {
        this.resizes = new ArrayDeque<>(sizes);
        this.start = session.view().times().createdAt();
        this.out = out;
        SizeChange first = resizes.poll();
        TerminalSize size = first == null ? session.view().size() : first.size();
        line(Json.print(JsonObject.builder()
                .put("version", 2)
                .put("width", size.cols())
                .put("height", size.rows())
                .put("timestamp", start.getEpochSecond())
                .put("env", JsonObject.of("TERM", "xterm-256color"))
                .build()));
    }

    void write(TerminalChunkView chunk) throws IOException {
        for (SizeChange next = resizes.peek(); next != null && next.afterSeq() < chunk.seq(); next = resizes.peek()) {
            resizes.remove();
            event(next.at(), "r", next.size().cols() + "x" + next.size().rows());
        }
        byte[] bytes = chunk.payload().bytes();
        switch (chunk.direction()) {
            case STDOUT, STDERR -> event(chunk.createdAt(), "o", shown.next(bytes));
            case STDIN -> event(chunk.createdAt(), "i", typed.next(bytes));
            case SYSTEM -> event(chunk.createdAt(), "m", new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /** What is left of a cut character. */
    void end() throws IOException {
        out.flush();
    }

    private void event(Instant at, String kind, String text) throws IOException {
        if (!text.isEmpty()) {
            long millis = Math.max(0, Duration.between(start, at).toMillis());
            line(Json.print(List.of(BigDecimal.valueOf(millis).divide(MILLIS), kind, text)));
        }
    }

    private void line(String text) throws IOException {
        out.write((text + '\n').getBytes(StandardCharsets.UTF_8));
    }
}
