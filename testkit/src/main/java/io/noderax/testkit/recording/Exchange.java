package io.noderax.testkit.recording;

import io.noderax.protocol.json.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One recorded HTTP request and its answer.
 *
 * @param recording the recording's name, for instance {@code 04-task-lifecycle-http}
 * @param seq its place in the recording
 * @param step what the recorder was doing
 * @param requestBody as sent; null when there was none, or when it was no JSON
 * @param responseBody a JSON value; null when there was none
 */
public record Exchange(
        String recording,
        long seq,
        String step,
        String method,
        String path,
        JsonObject requestHeaders,
        @Nullable Object requestBody,
        long status,
        @Nullable Object responseBody) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern TOKEN = Pattern.compile("(?<=/enrollments/)[A-Za-z0-9_-]{40,}");

    static Exchange read(String recording, JsonObject line) {
        JsonObject request = object(line, "request");
        JsonObject response = object(line, "response");
        return new Exchange(
                recording,
                (Long) present(line, "seq"),
                String.valueOf(line.text("step")),
                String.valueOf(line.text("method")),
                String.valueOf(line.text("path")),
                object(request, "headers"),
                request.get("body"),
                (Long) present(response, "status"),
                response.get("body"));
    }

    /** Method and path with {@code {id}} and {@code {token}} in the place of what differs, and without the query. */
    public String route() {
        String plain = path.replaceFirst("\\?.*", "");
        String withIds = ID.matcher(plain).replaceAll("{id}");
        return method + ' ' + TOKEN.matcher(withIds).replaceAll("{token}");
    }

    public boolean isSuccess() {
        return status >= 200 && status <= 299;
    }

    /** Where it stands, for messages. */
    @Override
    public String toString() {
        return "%s #%d (%s): %s %s".formatted(recording, seq, step, method, path);
    }

    private static JsonObject object(JsonObject from, String name) {
        JsonObject object = from.object(name);
        return object == null ? JsonObject.EMPTY : object;
    }

    private static Object present(JsonObject from, String name) {
        Object value = from.get(name);
        if (value == null) {
            throw new IllegalStateException("the recording lacks " + name);
        }
        return value;
    }
}
