package io.noderax.server.tasks;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.Outcome;
import io.noderax.protocol.task.StatusReason;
import io.noderax.protocol.task.TaskStatus;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended, as it is stored: the agent's report with what follows from it.
 *
 * @param result as reported, else built from the report's other members (wire contract, 1.7)
 * @param output the report's output, else its error; of a long one the start and the end
 */
record Ending(
        TaskStatus status,
        @Nullable JsonObject result,
        @Nullable String output,
        boolean outputTruncated,
        StatusReason reason) {
    static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
    private static final int LONGEST_MESSAGE = 500;

    static Ending of(Completion completion) {
        String output = completion.output() == null ? completion.error() : completion.output();
        OutputExcerpt excerpt = output == null ? null : OutputExcerpt.of(output);
        JsonObject result = completion.result() == null ? builtResult(completion) : completion.result();
        return new Ending(
                completion.status().status(),
                result,
                excerpt == null ? null : excerpt.text(),
                excerpt != null && excerpt.truncated(),
                new StatusReason(code(completion, result), message(completion)));
    }

    /** Of a task whose end was asked for, and which has not run. */
    static Ending cancelledBeforeRun(@Nullable String why) {
        String message = "Task cancelled before running" + (why == null || why.isBlank() ? "" : ": " + why);
        JsonObject result = JsonObject.builder()
                .put("reason", "cancel-requested-before-run")
                .putIfPresent("cancelReason", why)
                .build();
        return new Ending(TaskStatus.CANCELLED, result, message, false, new StatusReason("cancelled", message));
    }

    private static JsonObject builtResult(Completion completion) {
        return JsonObject.builder()
                .putIfPresent("exitCode", completion.exitCode())
                .putIfPresent("durationMs", completion.durationMs())
                .putIfPresent("completedAt", completion.timestamp())
                .putIfPresent("error", completion.error())
                .putIfPresent("reason", completion.status() == Outcome.TIMEOUT ? "timeout" : null)
                .build();
    }

    /** A reason that the agent gave in its result, if it looks like a code; else what the outcome says. */
    private static String code(Completion completion, JsonObject result) {
        String given = result.text("reason");
        if (given != null && CODE.matcher(given).matches()) {
            return given;
        }
        return switch (completion.status()) {
            case SUCCESS -> "succeeded";
            case TIMEOUT -> "timeout";
            case CANCELLED, CANCELED -> "cancelled";
            case FAILED -> completion.exitCode() == null ? "failed" : "exit-code";
        };
    }

    private static String message(Completion completion) {
        String error = completion.error() == null ? "" : completion.error().strip();
        String exit = completion.exitCode() == null ? "" : "exit code " + completion.exitCode();
        String why = error.isEmpty() ? exit : error;
        String words = completion.status().status().wireName() + (why.isEmpty() ? "" : ": " + why);
        return words.length() <= LONGEST_MESSAGE ? words : words.substring(0, LONGEST_MESSAGE) + "...";
    }
}
