package io.noderax.testkit.controlplane;

import com.sun.net.httpserver.Headers;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From a request to what the state answers. */
final class FakeRoutes {
    private static final Pattern TASK_CALL =
            Pattern.compile("(GET|POST) /agent/tasks/([^/]+)/(accepted|started|logs|completed|control|state)");
    private static final Pattern BATCH = Pattern.compile("POST /agent/tasks/([^/]+)/log-batches");
    private static final Pattern ENROLLMENT = Pattern.compile("GET /enrollments/([^/]+)");

    private final FakeState state;
    private final FakeExtensions extensions;
    private final FakeInstalls installs;
    private final Supplier<String> tokens;
    private final FakeTaskCalls taskCalls;

    FakeRoutes(FakeState state, FakeExtensions extensions, FakeInstalls installs, Supplier<String> tokens) {
        this.state = state;
        this.extensions = extensions;
        this.installs = installs;
        this.tokens = tokens;
        this.taskCalls = new FakeTaskCalls(state, extensions);
    }

    /** What came, before anybody has understood it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(String route, String query, Headers headers, byte[] body) {}

    Reply answer(Request request) throws InterruptedException {
        String route = request.route();
        Matcher batch = BATCH.matcher(route);
        if (batch.matches()) {
            return extensions.areOn() ? taskCalls.batch(request, batch.group(1)) : unknown(route);
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

    private Reply answer(Request request, JsonObject body) throws InterruptedException {
        String route = request.route();
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
            return taskCalls.claim(request, body);
        }
        if (taskCall.matches() && (extensions.areOn() || !taskCall.group(3).equals("state"))) {
            return taskCalls.task(request, taskCall.group(2), taskCall.group(3), body);
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

    private static Reply checked(BodyRules rules, JsonObject body, Supplier<Reply> answer) {
        List<String> problems = rules.problems(body);
        return problems.isEmpty() ? answer.get() : Reply.invalid(problems);
    }
}
