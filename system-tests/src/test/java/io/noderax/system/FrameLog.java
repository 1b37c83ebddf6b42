package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.log.LogFrame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Set;

/** The log by bytes: its frames, read in ranges. */
final class FrameLog implements ObservedLog {
    private static final int RANGE = 4 * 1024 * 1024;
    private static final Set<String> OPEN = Set.of("open", "receiving");
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Operator operator;

    FrameLog(Operator operator) {
        this.operator = operator;
    }

    @Override
    public void read(String task, SeenStream out, SeenStream err) {
        long offset = 0;
        long end = 1;
        while (offset < end) {
            HttpResponse<byte[]> answer = range(task, offset);
            end = answer.headers().firstValueAsLong("x-noderax-log-end").orElse(0);
            long reached = take(ByteBuffer.wrap(answer.body()), offset, out, err);
            if (reached == offset && offset < end) {
                throw new AssertionError("no frame at " + offset + " of " + end + " of task " + task);
            }
            offset = reached;
        }
    }

    private static long take(ByteBuffer frames, long offset, SeenStream out, SeenStream err) {
        long reached = offset;
        for (LogFrame frame = LogFrame.next(frames); frame != null; frame = LogFrame.next(frames)) {
            switch (frame.kind()) {
                case STDOUT -> out.add(frame.bytes());
                case STDERR -> err.add(frame.bytes());
                case STDOUT_GAP -> out.miss(frame.gap().bytes());
                case STDERR_GAP -> err.miss(frame.gap().bytes());
                case SYSTEM -> {
                    // The agent's own words.
                }
            }
            reached = frame.end();
        }
        return reached;
    }

    private HttpResponse<byte[]> range(String task, long offset) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                operator.http().url() + "/api/v1/tasks/" + task + "/output?offset=" + offset + "&limit=" + RANGE));
        operator.http().headers().forEach(request::header);
        request.header("accept", LogFrame.MEDIA_TYPE);
        try {
            HttpResponse<byte[]> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new AssertionError("output of " + task + ": status " + answer.statusCode());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public InputStream visible(InputStream written) {
        return written;
    }

    @Override
    public boolean isSettled(JsonObject task) {
        JsonObject log = task.object("log");
        return log == null || !OPEN.contains(String.valueOf(log.text("state")));
    }
}
