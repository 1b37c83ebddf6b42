package io.noderax.server.http;

import io.noderax.protocol.id.AlertId;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.EnrollmentId;
import io.noderax.protocol.id.InstallId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.RolloutId;
import io.noderax.protocol.id.SavedViewId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.id.UpdateTargetId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.Uuids;
import io.noderax.protocol.session.WireHeaders;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids that stand in paths; what is no UUID is a 400 that says so. */
public final class Ids {
    private Ids() {}

    public static NodeId node(String text) {
        return new NodeId(read("node id", text));
    }

    public static TaskId task(String text) {
        return new TaskId(read("task id", text));
    }

    public static WorkspaceId workspace(String text) {
        return new WorkspaceId(read("workspace id", text));
    }

    public static EnrollmentId enrollment(String text) {
        return new EnrollmentId(read("enrollment id", text));
    }

    public static InstallId install(String text) {
        return new InstallId(read("install id", text));
    }

    public static TerminalSessionId terminalSession(String text) {
        return new TerminalSessionId(read("terminal session id", text));
    }

    public static RolloutId rollout(String text) {
        return new RolloutId(read("rollout id", text));
    }

    public static UpdateTargetId updateTarget(String text) {
        return new UpdateTargetId(read("rollout target id", text));
    }

    public static AlertId alert(String text) {
        return new AlertId(read("alert id", text));
    }

    public static SavedViewId savedView(String text) {
        return new SavedViewId(read("saved view id", text));
    }

    /** The header {@code x-noderax-attempt}; null when it is not there. */
    public static @Nullable AttemptId attempt(@Nullable String header) {
        return header == null ? null : new AttemptId(read(WireHeaders.ATTEMPT, header));
    }

    private static UUID read(String name, String text) {
        UUID id = Uuids.parse(text);
        if (id == null) {
            String shown = text.length() <= 60 ? text : text.substring(0, 60) + "...";
            throw new InvalidFields(List.of(name + " must be a UUID (got " + Json.print(shown) + ')'));
        }
        return id;
    }
}
