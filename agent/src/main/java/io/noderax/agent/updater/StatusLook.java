package io.noderax.agent.updater;

import io.noderax.agent.status.RunningAgent;
import io.noderax.protocol.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;

/** Asks the agent at its status socket. */
final class StatusLook implements AgentLook {
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final Path stateFile;

    StatusLook(Path stateFile) {
        this.stateFile = stateFile;
    }

    @Override
    public Seen look() {
        return switch (RunningAgent.ask(stateFile, WITHIN)) {
            case RunningAgent.Reply.Told(JsonObject report) -> seen(report);
            case RunningAgent.Reply.Nobody _ -> new Seen.Nobody("no agent runs");
            case RunningAgent.Reply.Silent(String sentence) ->
                new Seen.Nobody("an agent runs, but tells nothing: " + sentence);
        };
    }

    private static Seen seen(JsonObject report) {
        JsonObject agent = report.object("agent");
        JsonObject failure = report.object("lastError");
        if (agent == null) {
            return new Seen.Nobody("the agent does not say who it is");
        }
        return new Seen.Running(
                String.valueOf(agent.text("version")),
                agent.get("pid") instanceof Long pid ? pid : 0,
                report.object("lastClaim") != null,
                failure == null ? null : failure.text("code"),
                failure == null ? null : failure.text("message"));
    }
}
