package io.noderax.testkit.controlplane;

import com.sun.net.httpserver.Headers;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Uuids;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The calls of enrolled agents: credentials, then the body's rules, then the task. */
final class FakeTaskCalls {
    private final FakeState state;
    private final FakeExtensions extensions;

    FakeTaskCalls(FakeState state, FakeExtensions extensions) {
        this.state = state;
        this.extensions = extensions;
    }

    Reply claim(FakeRoutes.Request request, JsonObject body) throws InterruptedException {
        Headers headers = request.headers();
        Reply refusal = credentials(headers);
        if (refusal != null) {
            return refusal;
        }
        List<String> problems = (extensions.areOn() ? BodyRules.CLAIM_WITH_ATTEMPTS : BodyRules.CLAIM).problems(body);
        if (!problems.isEmpty()) {
            return Reply.invalid(problems);
        }
        if (body.get("attempts") instanceof List<?> known) {
            state.takeBack(node(headers), known);
        }
        return state.claim(node(headers), body.get("waitMs"));
    }

    Reply task(FakeRoutes.Request request, String id, String what, JsonObject body) throws InterruptedException {
        Headers headers = request.headers();
        Reply refusal = credentials(headers);
        if (refusal != null) {
            return refusal;
        }
        List<String> problems = rules(what).problems(body);
        if (!problems.isEmpty()) {
            return Reply.invalid(problems);
        }
        if (body.get("taskId") != null && !id.equals(body.text("taskId"))) {
            return Reply.badRequest("taskId in request body must match route parameter");
        }
        UUID taskId = Uuids.parse(id);
        if (taskId == null) {
            return Reply.refused(500, null, "Internal server error", List.of());
        }
        FakeTask task = state.ofNode(node(headers), taskId);
        return task == null
                ? Reply.notFound("Task %s was not found for node %s".formatted(id, node(headers)))
                : act(what, task, request, body);
    }

    private Reply act(String what, FakeTask task, FakeRoutes.Request request, JsonObject body)
            throws InterruptedException {
        boolean other = extensions.isOfAnotherAttempt(request.headers(), task);
        if (what.equals("control")) {
            Duration wait = extensions.wait(request.query());
            return wait == null ? Reply.badRequest("waitMs must be 0 to 30000") : state.control(task, other, wait);
        }
        if (other) {
            return FakeExtensions.heldByAnother(task);
        }
        return switch (what) {
            case "accepted" -> state.accepted(task);
            case "started" -> state.started(task, body.text("timestamp"));
            case "logs" -> state.log(task, body);
            case "state" -> state.keeps(task);
            default -> extensions.isGivenBack(body) ? state.givenBack(task) : state.completed(task, body);
        };
    }

    private BodyRules rules(String what) {
        return switch (what) {
            case "logs" -> BodyRules.LOG;
            case "state" -> BodyRules.STATE;
            case "completed" -> extensions.areOn() ? BodyRules.COMPLETED_WITH_LOG : BodyRules.COMPLETED;
            default -> BodyRules.REPORT;
        };
    }

    Reply batch(FakeRoutes.Request request, String id) {
        Reply refusal = credentials(request.headers());
        if (refusal != null) {
            return refusal;
        }
        UUID taskId = Uuids.parse(id);
        UUID node = node(request.headers());
        FakeTask task = taskId == null ? null : state.ofNode(node, taskId);
        return task == null
                ? Reply.notFound("Task %s was not found for node %s".formatted(id, node))
                : extensions.batch(state, task, request.headers(), request.body());
    }

    /** Null when they are good. */
    private @Nullable Reply credentials(Headers headers) {
        String node = headers.getFirst("x-agent-node-id");
        String authorization = headers.getFirst("authorization");
        if (node == null || authorization == null || !authorization.regionMatches(true, 0, "bearer ", 0, 7)) {
            return Reply.unauthorized("x-agent-node-id and Authorization: Bearer <agent-token> are required");
        }
        UUID id = Uuids.parse(node);
        boolean good =
                id != null && state.isAgent(id, authorization.substring(7).strip());
        return good ? null : Reply.unauthorized("Invalid agent credentials");
    }

    private static UUID node(Headers headers) {
        return UUID.fromString(headers.getFirst("x-agent-node-id"));
    }
}
