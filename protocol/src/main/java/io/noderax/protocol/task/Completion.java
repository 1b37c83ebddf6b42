package io.noderax.protocol.task;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended: {@code POST /agent/tasks/{id}/completed} (wire contract, 1.7).
 *
 * <p>Reading never refuses for size, so that no result is lost; a sender keeps to the reference's limits, which are
 * {@link #LONGEST_OUTPUT} and {@link #LONGEST_ERROR}.
 *
 * @param exitCode of the process; null when it never ran
 * @param durationMs from start to exit, in milliseconds
 * @param log where the log ends; only for a server that takes log batches (extension)
 */
public record Completion(
        @Nullable TaskId taskId,
        @Nullable Instant timestamp,
        Outcome status,
        @Nullable JsonObject result,
        @Nullable String output,
        @Nullable Long exitCode,
        @Nullable String error,
        @Nullable Long durationMs,
        @Nullable LogEnd log)
        implements JsonMessage {
    /** In UTF-16 units. */
    public static final int LONGEST_OUTPUT = 200_000;

    /** In UTF-16 units. */
    public static final int LONGEST_ERROR = 10_000;

    private static final String GIVE_BACK = "giveBack";

    public static Completion read(Fields fields) {
        return new Completion(
                TaskReport.taskId(fields),
                fields.optionalInstant("timestamp"),
                fields.choice("status", Outcome.BY_NAME),
                fields.optionalObject("result"),
                fields.optionalText("output", 0, Integer.MAX_VALUE),
                fields.optionalInteger("exitCode", Integer.MIN_VALUE, Integer.MAX_VALUE),
                fields.optionalText("error", 0, Integer.MAX_VALUE),
                fields.optionalInteger("durationMs", Long.MIN_VALUE, Long.MAX_VALUE),
                fields.optional("log", LogEnd::read));
    }

    /**
     * The same with a result that says why, for machines: {@code reason}, beside {@code error} and {@code completedAt} as the
     * reference's server builds them where no result is given.
     */
    public Completion because(String reason) {
        JsonObject why = JsonObject.builder()
                .putIfPresent("completedAt", timestamp)
                .putIfPresent("error", error)
                .put("reason", reason)
                .build();
        return new Completion(taskId, timestamp, status, why, output, exitCode, error, durationMs, log);
    }

    /** The same with the success that its exit code means. */
    public Completion asSuccess() {
        return new Completion(taskId, timestamp, Outcome.SUCCESS, result, output, exitCode, null, durationMs, log);
    }

    /**
     * The same with what is known beyond the exit code: more members in the result that the reference's server builds.
     *
     * @param why in the place of {@code reason}; null when there is none
     * @param sentence in the place of {@code error}; null to leave that
     */
    public Completion explained(@Nullable String why, @Nullable String sentence, JsonObject members) {
        String words = sentence == null ? error : sentence;
        JsonObject.Builder whole = JsonObject.builder()
                .putIfPresent("exitCode", exitCode)
                .putIfPresent("durationMs", durationMs)
                .putIfPresent("completedAt", timestamp)
                .putIfPresent("error", words)
                .putIfPresent("reason", why == null && status == Outcome.TIMEOUT ? "timeout" : why);
        members.forEach(whole::put);
        return new Completion(taskId, timestamp, status, whole.build(), output, exitCode, words, durationMs, log);
    }

    /** The same with one more member in its result, which is the one that the reference's server builds where there is none. */
    public Completion with(String name, JsonObject member) {
        JsonObject whole =
                result == null ? explained(null, null, JsonObject.EMPTY).result() : result;
        JsonObject.Builder more = whole == null ? JsonObject.builder() : whole.toBuilder();
        return new Completion(
                taskId, timestamp, status, more.put(name, member).build(), output, exitCode, error, durationMs, log);
    }

    /** The same for an attempt that was never launched, and never will be: its task may go back to the queue (extension). */
    public Completion givingBack() {
        JsonObject.Builder marked = JsonObject.builder();
        if (result != null) {
            result.forEach(marked::put);
        }
        JsonObject why = marked.put(GIVE_BACK, true).build();
        return new Completion(taskId, timestamp, status, why, output, exitCode, error, durationMs, log);
    }

    /** Whether it is of an attempt that was never launched. */
    public boolean givesBack() {
        return status == Outcome.FAILED && result != null && Boolean.TRUE.equals(result.get(GIVE_BACK));
    }

    /** The same with the end of the log, or without it for a server that does not know the extension. */
    public Completion with(@Nullable LogEnd end) {
        return new Completion(taskId, timestamp, status, result, output, exitCode, error, durationMs, end);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .putIfPresent("taskId", taskId == null ? null : taskId.value())
                .putIfPresent("timestamp", timestamp)
                .put("status", status.wireName())
                .putIfPresent("result", result)
                .putIfPresent("output", output)
                .putIfPresent("exitCode", exitCode)
                .putIfPresent("error", error)
                .putIfPresent("durationMs", durationMs)
                .putIfPresent("log", log == null ? null : log.toJson())
                .build();
    }
}
