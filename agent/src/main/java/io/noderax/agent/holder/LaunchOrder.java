package io.noderax.agent.holder;

import io.noderax.agent.containment.TaskLimits;
import io.noderax.linux.ChildCommand;
import io.noderax.linux.ControlGroup;
import io.noderax.linux.ProcessFamily;
import io.noderax.linux.ProcessIdentity;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a holder is to start. It goes through the socket only, never to the disk: command and environment may hold secrets.
 *
 * @param folder the attempt's own, for log and exit record
 * @param limits what it may use
 * @param timeout after which it is ended
 * @param grace from TERM to KILL then
 * @param root when it is to run as root, which the holder is not; null otherwise
 * @param orphanedOutput how long output is awaited after the exit while a background process holds the pipe
 */
public record LaunchOrder(
        AttemptId attempt,
        Path folder,
        ChildCommand command,
        @Nullable RootOrder root,
        TaskLimits limits,
        Duration timeout,
        Duration grace,
        Duration orphanedOutput)
        implements JsonMessage {
    /** The environment variable that every process of an attempt carries, unless it threw its environment away. */
    public static final String MARK = "NODERAX_ATTEMPT_ID";

    /** All processes of an attempt. */
    public static ProcessFamily family(
            AttemptId attempt, @Nullable ProcessIdentity leader, @Nullable ControlGroup group) {
        return new ProcessFamily(leader, MARK + "=" + attempt, group);
    }

    public static LaunchOrder read(Fields fields) {
        Map<String, String> environment = new HashMap<>();
        JsonObject variables = fields.optionalObject("environment");
        if (variables != null) {
            variables.forEach((name, value) -> environment.put(name, String.valueOf(value)));
        }
        TaskLimits limits = fields.optional("limits", TaskLimits::read);
        AttemptId attempt = new AttemptId(fields.uuid("attempt"));
        return new LaunchOrder(
                attempt,
                Path.of(fields.text("folder", 1, Integer.MAX_VALUE)),
                new ChildCommand(
                                fields.optionalTexts("argv"),
                                environment,
                                fields.text("directory", 1, Integer.MAX_VALUE))
                        .marked(MARK, attempt.toString()),
                fields.optional("root", RootOrder::read),
                limits == null ? TaskLimits.NONE : limits,
                Duration.ofMillis(fields.integer("timeoutMs", 1, Long.MAX_VALUE)),
                Duration.ofMillis(fields.integer("graceMs", 0, Long.MAX_VALUE)),
                Duration.ofMillis(fields.integer("orphanedOutputMs", 0, Long.MAX_VALUE)));
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder environment = JsonObject.builder();
        command.environment().forEach(environment::put);
        return JsonObject.builder()
                .put("attempt", attempt.value())
                .put("folder", folder.toString())
                .put("argv", command.argv())
                .put("environment", environment.build())
                .put("directory", command.workingDirectory())
                .putIfPresent("root", root)
                .putIfPresent("limits", limits.isNone() ? null : limits)
                .put("timeoutMs", timeout.toMillis())
                .put("graceMs", grace.toMillis())
                .put("orphanedOutputMs", orphanedOutput.toMillis())
                .build();
    }
}
