package io.noderax.agent.controlplane;

import io.noderax.agent.identity.Identity;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.session.Heartbeat;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.protocol.task.BatchAcknowledged;
import io.noderax.protocol.task.ClaimRequest;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.ControlAnswer;
import io.noderax.protocol.task.LogLine;
import io.noderax.protocol.task.TaskReport;
import io.noderax.protocol.task.TaskState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of an enrolled node (wire contract, 1.5 to 1.7, and our extensions); each is made once. Safe for any number of
 * threads.
 */
public final class AgentCalls {
    /** An answer that is only a yes. */
    public record Done() {
        static final Done DONE = new Done();
    }

    private final Api api;
    private final CurrentIdentity identity;
    private final ServerExtensions extensions;
    private final String capabilities;

    /** @param slots how many tasks this agent runs beside each other */
    public AgentCalls(Api api, CurrentIdentity identity, ServerExtensions extensions, int slots) {
        this.api = api;
        this.identity = identity;
        this.extensions = extensions;
        this.capabilities = capabilities(slots);
    }

    /** What an agent with so many slots says of itself, over HTTP and in the handshake of its socket. */
    public static String capabilities(int slots) {
        return String.join(
                ",",
                WireHeaders.CAP_JOURNAL,
                WireHeaders.CAP_LOG_BATCHES,
                WireHeaders.CAP_CONTROL_WAIT,
                WireHeaders.CAP_TELEMETRY,
                WireHeaders.CAP_TERMINAL_RESUME,
                WireHeaders.CAP_TYPES,
                WireHeaders.CAP_SLOTS + slots);
    }

    /** What the server at the other end can do. */
    public ServerExtensions extensions() {
        return extensions;
    }

    /** Holds for the request's wait when there is no work. */
    public Answer<Offer> claim(ClaimRequest request) {
        Api.Call call = Api.Call.post("/agent/tasks/claim", headers(null), request);
        return noted(api.call(call.holding(request.waitFor(), null), Offer::read));
    }

    public Answer<Done> accepted(TaskId task, AttemptId attempt, TaskReport report) {
        return post(task, attempt, "accepted", report);
    }

    public Answer<Done> started(TaskId task, AttemptId attempt, TaskReport report) {
        return post(task, attempt, "started", report);
    }

    public Answer<Done> log(TaskId task, AttemptId attempt, LogLine line) {
        return post(task, attempt, "logs", line);
    }

    /**
     * Sends whole frames of the attempt's log; only to a server that takes batches. After a 404 ask {@link #extensions} again: it
     * still takes batches when the task is gone, and does not when the server has been replaced by one that cannot.
     */
    public Answer<BatchAcknowledged> logBatch(TaskId task, AttemptId attempt, byte[] frames) {
        Api.Call call = Api.Call.post(path(task, "log-batches"), headers(attempt), HttpBody.frames(frames));
        return noted(api.call(call, answer -> Fields.read(answer, Fields.Unknown.IGNORED, BatchAcknowledged::read)));
    }

    public Answer<Done> completed(TaskId task, AttemptId attempt, Completion completion) {
        return post(task, attempt, "completed", completion);
    }

    /** What keeps a running task; only to a server that wants to know. */
    public Answer<Done> state(TaskId task, AttemptId attempt, TaskState state) {
        return post(task, attempt, "state", state);
    }

    /** Whether the task should stop. The server may hold the answer for that long while there is nothing to say. */
    public Answer<ControlAnswer> control(TaskId task, AttemptId attempt, Duration waitFor) {
        return control(task, attempt, waitFor, null);
    }

    /** The same with a breaker for who does not want to know any more. */
    public Answer<ControlAnswer> control(TaskId task, AttemptId attempt, Duration waitFor, @Nullable Breaker breaker) {
        String query = waitFor.isZero() ? "" : "?waitMs=" + waitFor.toMillis();
        Api.Call call = Api.Call.get(path(task, "control") + query, headers(attempt));
        return noted(api.call(
                call.holding(waitFor, breaker),
                answer -> Fields.read(answer, Fields.Unknown.IGNORED, ControlAnswer::read)));
    }

    public Answer<Done> heartbeat(Heartbeat heartbeat) {
        Map<String, String> headers = Map.of(WireHeaders.CAPABILITIES, capabilities);
        return noted(api.call(Api.Call.post("/agent/heartbeat", headers, heartbeat), AgentCalls::done));
    }

    private Answer<Done> post(TaskId task, AttemptId attempt, String verb, JsonMessage body) {
        return noted(api.call(Api.Call.post(path(task, verb), headers(attempt), body), AgentCalls::done));
    }

    private <T> Answer<T> noted(Answer<T> answer) {
        if (answer instanceof Answer.Failure<T> failure && failure.isIdentityRefused()) {
            identity.refused();
        }
        return answer;
    }

    private Map<String, String> headers(@Nullable AttemptId attempt) {
        Identity now = identity.get();
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "Bearer " + now.token().secret());
        headers.put(Api.NODE_ID, now.nodeId().toString());
        headers.put(WireHeaders.CAPABILITIES, capabilities);
        if (attempt != null) {
            headers.put(WireHeaders.ATTEMPT, attempt.toString());
        }
        return headers;
    }

    private static String path(TaskId task, String verb) {
        return "/agent/tasks/" + task + "/" + verb;
    }

    /** Whatever object came with a success is a yes. */
    private static Done done(JsonObject answer) {
        return Done.DONE;
    }
}
