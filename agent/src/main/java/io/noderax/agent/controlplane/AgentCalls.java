package io.noderax.agent.controlplane;

import io.noderax.agent.identity.Identity;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.session.Heartbeat;
import io.noderax.protocol.task.ClaimRequest;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.ControlAnswer;
import io.noderax.protocol.task.LogLine;
import io.noderax.protocol.task.TaskReport;
import java.util.Map;

/** The calls of an enrolled node (wire contract, 1.5 to 1.7); each is made once. Safe for any number of threads. */
public final class AgentCalls {
    /** An answer that is only a yes. */
    public record Done() {
        static final Done DONE = new Done();
    }

    private final Api api;
    private final CurrentIdentity identity;

    public AgentCalls(Api api, CurrentIdentity identity) {
        this.api = api;
        this.identity = identity;
    }

    /** Holds for the request's wait when there is no work. */
    public Answer<Offer> claim(ClaimRequest request) {
        Api.Call call =
                new Api.Call("POST", "/agent/tasks/claim", "/agent/tasks/claim", headers(), request, request.waitFor());
        return noted(api.call(call, Offer::read));
    }

    public Answer<Done> accepted(TaskId task, TaskReport report) {
        return post(task, "accepted", report);
    }

    public Answer<Done> started(TaskId task, TaskReport report) {
        return post(task, "started", report);
    }

    public Answer<Done> log(TaskId task, LogLine line) {
        return post(task, "logs", line);
    }

    public Answer<Done> completed(TaskId task, Completion completion) {
        return post(task, "completed", completion);
    }

    public Answer<ControlAnswer> control(TaskId task) {
        Api.Call call = Api.Call.get("/agent/tasks/" + task + "/control", headers());
        return noted(api.call(call, answer -> Fields.read(answer, Fields.Unknown.IGNORED, ControlAnswer::read)));
    }

    public Answer<Done> heartbeat(Heartbeat heartbeat) {
        return noted(api.call(Api.Call.post("/agent/heartbeat", Map.of(), heartbeat), AgentCalls::done));
    }

    private Answer<Done> post(TaskId task, String verb, JsonMessage body) {
        return noted(api.call(Api.Call.post("/agent/tasks/" + task + "/" + verb, headers(), body), AgentCalls::done));
    }

    private <T> Answer<T> noted(Answer<T> answer) {
        if (answer instanceof Answer.Failure<T> failure && failure.isIdentityRefused()) {
            identity.refused();
        }
        return answer;
    }

    private Map<String, String> headers() {
        Identity now = identity.get();
        return Map.of(
                "Authorization",
                "Bearer " + now.token().secret(),
                "x-agent-node-id",
                now.nodeId().toString());
    }

    /** Whatever object came with a success is a yes. */
    private static Done done(JsonObject answer) {
        return Done.DONE;
    }
}
