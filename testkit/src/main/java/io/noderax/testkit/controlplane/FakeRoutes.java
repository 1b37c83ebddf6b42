package io.noderax.testkit.controlplane;

import com.sun.net.httpserver.Headers;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Uuids;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From a request to what the state answers: credentials, then the body's rules, then the task. */
final class FakeRoutes {
    private static final Pattern TASK_CALL =
            Pattern.compile("(GET|POST) /agent/tasks/([^/]+)/(accepted|started|logs|completed|control)");
    private static final Pattern BATCH = Pattern.compile("POST /agent/tasks/([^/]+)/log-batches");
    private static final Pattern ENROLLMENT = Pattern.compile("GET /enrollments/([^/]+)");

    private final FakeState state;
    private final FakeExtensions extensions;
    private final FakeInstalls installs;
    private final Supplier<String> tokens;

    FakeRoutes(FakeState state, FakeExtensions extensions, FakeInstalls installs, Supplier<String> tokens) {
        this.state = state;
        this.extensions = extensions;
        this.installs = installs;
        this.tokens = tokens;
    }

    /** What came, before anybody has understood it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(String route, String query, Headers headers, byte[] body) {}

    Reply answer(Request request) throws InterruptedException {
        String route = request.route();
        Matcher batch = BATCH.matcher(route);
        if (batch.matches()) {
            return extensions.areOn() ? batch(request, batch.group(1)) : unknown(route);
        }
        JsonObject body;
        try {
            body = request.body().length == 0 ? JsonObject.EMPTY : Json.parseObject(request.body());
        } catch (JsonException _) {
            return Reply.badRequest("Unexpected end of JSON input");
        }
        try {
            return answer(request, body);
        } catch (InvalidFields e) {
            return Reply.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private Reply batch(Request request, String id) {
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

    private Reply answer(Request request, JsonObject body) throws InterruptedException {
        String route = request.route();
        Headers headers = request.headers();
        Matcher taskCall = TASK_CALL.matcher(route);
        Matcher enrollment = ENROLLMENT.matcher(route);
        if (route.equals("POST /enrollments/initiate")) {
            return checked(BodyRules.INITIATE, body, () -> state.initiate(tokens.get()));
        }
        if (enrollment.matches()) {
            return state.enrollment(enrollment.group(1));
        }
        if (route.equals("POST /node-installs/consume")) {
            return checked(BodyRules.CONSUME, body, () -> installs.consume(body));
        }
        if (route.equals("POST /node-installs/progress")) {
            return checked(BodyRules.PROGRESS, body, () -> installs.report(body));
        }
        if (route.equals("POST /agent/heartbeat")) {
            return checked(BodyRules.HEARTBEAT, body, () -> heartbeat(body));
        }
        if (route.equals("POST /agent/tasks/claim")) {
            return claim(headers, body);
        }
        if (taskCall.matches()) {
            return task(request, taskCall.group(2), taskCall.group(3), body);
        }
        return unknown(route);
    }

    private static Reply unknown(String route) {
        return Reply.notFound("Cannot " + route.replaceFirst(" ", " /api/v1"));
    }

    private Reply heartbeat(JsonObject body) {
        return state.heartbeat(
                UUID.fromString(String.valueOf(body.text("nodeId"))), String.valueOf(body.text("agentToken")));
    }

    private Reply claim(Headers headers, JsonObject body) throws InterruptedException {
        Reply refusal = credentials(headers);
        if (refusal != null) {
            return refusal;
        }
        List<String> problems = BodyRules.CLAIM.problems(body);
        return problems.isEmpty() ? state.claim(node(headers), body.get("waitMs")) : Reply.invalid(problems);
    }

    private Reply task(Request request, String id, String what, JsonObject body) throws InterruptedException {
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

    private Reply act(String what, FakeTask task, Request request, JsonObject body) throws InterruptedException {
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
            default -> state.completed(task, body);
        };
    }

    private BodyRules rules(String what) {
        return switch (what) {
            case "logs" -> BodyRules.LOG;
            case "completed" -> extensions.areOn() ? BodyRules.COMPLETED_WITH_LOG : BodyRules.COMPLETED;
            default -> BodyRules.REPORT;
        };
    }

    private static Reply checked(BodyRules rules, JsonObject body, Supplier<Reply> answer) {
        List<String> problems = rules.problems(body);
        return problems.isEmpty() ? answer.get() : Reply.invalid(problems);
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
