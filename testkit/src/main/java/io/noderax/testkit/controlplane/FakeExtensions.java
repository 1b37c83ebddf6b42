package io.noderax.testkit.controlplane;

import com.sun.net.httpserver.Headers;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.log.BadFrame;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.session.WireHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What the fake does beyond the reference once it has been told to; nothing before. Safe for several threads. */
final class FakeExtensions {
    private static final String ALL = String.join(
            ",",
            WireHeaders.EXT_ATTEMPT,
            WireHeaders.EXT_LOG_BATCHES,
            WireHeaders.EXT_CONTROL_WAIT,
            WireHeaders.EXT_RECONNECT_WINDOW,
            WireHeaders.EXT_GIVE_BACK,
            WireHeaders.EXT_CLAIM_ATTEMPTS,
            WireHeaders.EXT_TASK_STATE);
    private static final int LARGEST_BATCH = 4 * 1024 * 1024;
    private static final long LONGEST_WAIT_MS = 30_000;

    private volatile String announced = "";
    private volatile Duration reconnectWindow = Duration.ZERO;

    void announceAll(Duration window) {
        reconnectWindow = window;
        announced = ALL;
    }

    void announceNothing() {
        announced = "";
    }

    boolean areOn() {
        return !announced.isEmpty();
    }

    /** Puts the headers into the answer to a call of an enrolled agent. */
    void announce(String route, Headers answer) {
        if (areOn() && route.contains(" /agent/")) {
            answer.set(WireHeaders.EXTENSIONS, announced);
            answer.set(WireHeaders.RECONNECT_WINDOW, Long.toString(reconnectWindow.toSeconds()));
        }
    }

    /** Whether the call names an attempt that is not the one that holds the task. */
    boolean isOfAnotherAttempt(Headers headers, FakeTask task) {
        String named = headers.getFirst(WireHeaders.ATTEMPT);
        return areOn() && named != null && !named.equals(String.valueOf(task.claimToken));
    }

    /** Whether the completion says that the attempt was never launched. */
    boolean isGivenBack(JsonObject completion) {
        JsonObject result = completion.object("result");
        return areOn() && result != null && Boolean.TRUE.equals(result.get("giveBack"));
    }

    static Reply heldByAnother(FakeTask task) {
        return Reply.conflict("Task " + task.id + " is held by another attempt");
    }

    /** How long a question may be parked; null when the query says it wrongly. */
    @Nullable
    Duration wait(String query) {
        if (!areOn() || !query.startsWith("waitMs=")) {
            return Duration.ZERO;
        }
        try {
            long millis = Long.parseLong(query.substring("waitMs=".length()));
            return millis < 0 || millis > LONGEST_WAIT_MS ? null : Duration.ofMillis(millis);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Takes a batch for a task that is running or over. */
    Reply batch(FakeState state, FakeTask task, Headers headers, byte[] body) {
        if (headers.getFirst(WireHeaders.ATTEMPT) == null) {
            return Reply.badRequest(WireHeaders.ATTEMPT + " is required");
        }
        if (isOfAnotherAttempt(headers, task)) {
            return heldByAnother(task);
        }
        if (!LogFrame.MEDIA_TYPE.equals(headers.getFirst("content-type"))) {
            return Reply.refused(415, "Unsupported Media Type", "must be " + LogFrame.MEDIA_TYPE, List.of());
        }
        try {
            byte[] frames = unpacked(headers.getFirst("content-encoding"), body);
            return frames.length > LARGEST_BATCH
                    ? Reply.refused(413, "Payload Too Large", "a batch has 4 MiB at most", List.of())
                    : state.batch(task, frames);
        } catch (BadFrame | IOException e) {
            return Reply.badRequest(String.valueOf(e.getMessage()));
        }
    }

    static Reply acknowledged(long end) {
        return Reply.ok(JsonObject.of("acknowledged", end));
    }

    private static byte[] unpacked(@Nullable String encoding, byte[] body) throws IOException {
        if (encoding == null) {
            return body;
        }
        if (!encoding.equals("gzip")) {
            throw new IOException("content-encoding must be gzip (got " + encoding + ")");
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readNBytes(LARGEST_BATCH + 1);
        }
    }
}
