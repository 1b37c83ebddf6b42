package io.noderax.testkit.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.enrollment.EnrolledNode;
import io.noderax.protocol.enrollment.EnrollmentRequest;
import io.noderax.protocol.enrollment.EnrollmentState;
import io.noderax.protocol.enrollment.EnrollmentTicket;
import io.noderax.protocol.enrollment.FinalizeEnrollment;
import io.noderax.protocol.event.EventView;
import io.noderax.protocol.install.ConsumeInstall;
import io.noderax.protocol.install.CreateNodeInstall;
import io.noderax.protocol.install.CreatedNodeInstall;
import io.noderax.protocol.install.InstallProgress;
import io.noderax.protocol.install.NodeInstallView;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.node.WorkspaceView;
import io.noderax.protocol.problem.Problem;
import io.noderax.protocol.problem.Reason;
import io.noderax.protocol.session.Heartbeat;
import io.noderax.protocol.session.HeartbeatAnswer;
import io.noderax.protocol.session.Login;
import io.noderax.protocol.session.SignedIn;
import io.noderax.protocol.session.UserView;
import io.noderax.protocol.task.ClaimAnswer;
import io.noderax.protocol.task.ClaimRequest;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.ControlAnswer;
import io.noderax.protocol.task.CreateTask;
import io.noderax.protocol.task.LogLine;
import io.noderax.protocol.task.LogRow;
import io.noderax.protocol.task.TaskAcknowledged;
import io.noderax.protocol.task.TaskReport;
import io.noderax.protocol.task.TaskView;
import io.noderax.protocol.update.CreateRollout;
import io.noderax.protocol.update.ReleaseView;
import io.noderax.protocol.update.RolloutTargetView;
import io.noderax.protocol.update.RolloutView;
import io.noderax.protocol.update.UpdateProgress;
import io.noderax.protocol.update.UpdateSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every message that the reference sent, or took, on the routes that we have prints back as the same JSON tree. */
class GoldenMessagesTest {
    /** What our types make of a route's bodies. */
    private record Route(
            @Nullable Function<Fields, ? extends JsonMessage> request,
            Function<Fields, ? extends JsonMessage> answer) {}

    private static final Map<String, Route> ROUTES = routes();

    /** Sent by the reference beyond what its own contract shows; ignored on reading. */
    private static final Map<String, Set<String>> IGNORED = Map.of(
            "POST /api/v1/nodes/{id}/maintenance/enable", Set.of("agentTokenHash"),
            "POST /api/v1/nodes/{id}/maintenance/disable", Set.of("agentTokenHash"));

    /**
     * Requests in a form that we read but never write: dates without offset or with nanoseconds, numbers as text, explicit nulls,
     * upper case, {@code maxTasks} left out or above one.
     */
    private static final Set<String> READ_ONLY_FORMS = Set.of("POST /api/v1/agent/tasks/claim");

    @Test
    void everyAnswerPrintsBackAsItCame() {
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Exchange exchange : Recordings.all()) {
            Route route = ROUTES.get(exchange.route());
            if (route != null && exchange.isSuccess() && exchange.responseBody() != null) {
                for (JsonObject body : objects(exchange.responseBody())) {
                    compare(exchange, expected(exchange, body), body, route.answer(), differences);
                    compared++;
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).as("answers compared").isGreaterThan(150);
    }

    @Test
    void everyRequestThatTheReferenceTookPrintsBackAsItWasSent() {
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Exchange exchange : Recordings.all()) {
            Route route = ROUTES.get(exchange.route());
            boolean usable = route != null && route.request() != null && exchange.isSuccess();
            if (usable && exchange.requestBody() instanceof JsonObject body && isOurForm(exchange, body)) {
                compare(exchange, body, body, route.request(), differences);
                compared++;
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).as("requests compared").isGreaterThan(100);
    }

    @Test
    void everyRequestThatTheReferenceTookIsReadAndMeansTheSameWhenWeWriteIt() {
        int read = 0;
        for (Exchange exchange : Recordings.all()) {
            Route route = ROUTES.get(exchange.route());
            boolean usable = route != null && route.request() != null && exchange.isSuccess();
            if (usable && exchange.requestBody() instanceof JsonObject body) {
                JsonMessage message = Fields.read(body, Fields.Unknown.IGNORED, route.request());
                JsonMessage again = Fields.read(message.toJson(), Fields.Unknown.REFUSED, route.request());
                assertThat(again).as(exchange.toString()).isEqualTo(message);
                read++;
            }
        }
        assertThat(read).isGreaterThan(150);
    }

    @Test
    void everyRefusalPrintsBackAsItCame() {
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Exchange exchange : Recordings.all()) {
            if (exchange.status() >= 400
                    && exchange.responseBody() instanceof JsonObject body
                    && body.has("statusCode")) {
                compare(exchange, body, body, Problem::read, differences);
                compared++;
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(60);
    }

    @Test
    void whatIsUnknownIsIgnoredInAnAnswerAndNeverInARequestOfAPerson() {
        JsonObject body = JsonObject.builder()
                .put("acknowledged", true)
                .put("nodeId", "42f3bcf6-e39a-4be2-ab9c-b3a3e03b8ed0")
                .put("status", "online")
                .put("lastSeenAt", "2026-11-23T20:21:15.600Z")
                .put("next", JsonObject.of("version", 2L))
                .build();

        HeartbeatAnswer answer = Fields.read(body, Fields.Unknown.IGNORED, HeartbeatAnswer::read);

        assertThat(answer.toJson().names()).doesNotContain("next");
        assertThatThrownBy(() -> Fields.read(body, Fields.Unknown.REFUSED, HeartbeatAnswer::read))
                .hasMessage("property next should not exist");
    }

    @Test
    void everyRouteOfTheListIsInTheRecordings() {
        Set<String> recorded = new TreeSet<>();
        Recordings.all().forEach(exchange -> recorded.add(exchange.route()));
        assertThat(recorded).containsAll(ROUTES.keySet());
    }

    private static void compare(
            Exchange exchange,
            JsonObject expected,
            JsonObject body,
            Function<Fields, ? extends JsonMessage> form,
            List<String> differences) {
        try {
            JsonObject printed =
                    Fields.read(body, Fields.Unknown.IGNORED, form::apply).toJson();
            if (!printed.equals(expected)) {
                differences.add(exchange + "\n    recorded " + expected + "\n    printed  " + printed);
            }
        } catch (RuntimeException e) {
            differences.add(exchange + "\n    recorded " + body + "\n    cannot be read: " + e.getMessage());
        }
    }

    private static JsonObject expected(Exchange exchange, JsonObject body) {
        Set<String> ignored = IGNORED.getOrDefault(exchange.route(), Set.of());
        JsonObject.Builder expected = JsonObject.builder();
        body.forEach((name, value) -> {
            if (!ignored.contains(name)) {
                expected.put(name, value);
            }
        });
        return expected.build();
    }

    /** Whether the request has the form that we would write. */
    private static boolean isOurForm(Exchange exchange, JsonObject body) {
        boolean[] ours = {true};
        body.forEach((name, value) -> {
            boolean date = name.equals("timestamp") || name.equals("sentAt");
            if (value == null || (date && !String.valueOf(value).matches(".*T.*\\.[0-9]{3}Z"))) {
                ours[0] = false;
            }
            boolean lowered = name.equals("email") || name.equals("hostname");
            if (lowered && !String.valueOf(value).equals(String.valueOf(value).toLowerCase(Locale.ROOT))) {
                ours[0] = false;
            }
        });
        boolean claimInFull = body.get("maxTasks") instanceof Long most
                && most == 1
                && body.get("waitMs") instanceof Long wait
                && wait >= 0
                && wait <= 30_000;
        return ours[0] && (!READ_ONLY_FORMS.contains(exchange.route()) || claimInFull);
    }

    private static List<JsonObject> objects(Object body) {
        return switch (body) {
            case JsonObject object -> List.of(object);
            case List<?> items -> items.stream().map(JsonObject.class::cast).toList();
            default -> throw new IllegalArgumentException("not an object: " + body);
        };
    }

    private static Map<String, Route> routes() {
        Map<String, Route> routes = new LinkedHashMap<>();
        routes.put("POST /api/v1/auth/login", new Route(Login::read, SignedIn::read));
        routes.put("GET /api/v1/users/me", new Route(null, UserView::read));
        routes.put("GET /api/v1/workspaces", new Route(null, WorkspaceView::read));
        routes.put("GET /api/v1/nodes/{id}", new Route(null, NodeView::read));
        routes.put("GET /api/v1/events", new Route(null, EventView::read));
        routes.put("POST /api/v1/enrollments/initiate", new Route(EnrollmentRequest::read, EnrollmentTicket::read));
        routes.put("GET /api/v1/enrollments/{token}", new Route(null, EnrollmentState::read));
        routes.put(
                "POST /api/v1/enrollments/{token}/finalize", new Route(FinalizeEnrollment::read, EnrolledNode::read));
        routes.put(
                "POST /api/v1/workspaces/{id}/enrollments/{token}/finalize",
                new Route(FinalizeEnrollment::read, EnrolledNode::read));
        routes.put(
                "POST /api/v1/workspaces/{id}/node-installs",
                new Route(CreateNodeInstall::read, CreatedNodeInstall::read));
        routes.put("GET /api/v1/workspaces/{id}/node-installs/{id}", new Route(null, NodeInstallView::read));
        routes.put("POST /api/v1/node-installs/consume", new Route(ConsumeInstall::read, EnrolledNode::read));
        routes.put("POST /api/v1/node-installs/progress", new Route(InstallProgress::read, NodeInstallView::read));
        routes.put("POST /api/v1/agent/heartbeat", new Route(Heartbeat::read, HeartbeatAnswer::read));
        routes.put("POST /api/v1/agent/tasks/claim", new Route(ClaimRequest::read, ClaimAnswer::read));
        routes.put("POST /api/v1/agent/tasks/{id}/accepted", new Route(TaskReport::read, TaskAcknowledged::read));
        routes.put("POST /api/v1/agent/tasks/{id}/started", new Route(TaskReport::read, TaskView::read));
        routes.put("POST /api/v1/agent/tasks/{id}/logs", new Route(LogLine::read, LogRow::read));
        routes.put("POST /api/v1/agent/tasks/{id}/completed", new Route(Completion::read, TaskView::read));
        routes.put("GET /api/v1/agent/tasks/{id}/control", new Route(null, ControlAnswer::read));
        routes.put("POST /api/v1/tasks", new Route(CreateTask::read, TaskView::read));
        routes.put("GET /api/v1/tasks/{id}", new Route(null, TaskView::read));
        routes.put("GET /api/v1/tasks", new Route(null, TaskView::read));
        routes.put("GET /api/v1/tasks/{id}/logs", new Route(null, LogRow::read));
        routes.put("POST /api/v1/tasks/{id}/cancel", new Route(Reason::read, TaskView::read));
        routes.put("GET /api/v1/agent-updates/releases", new Route(null, ReleaseView::read));
        routes.put("GET /api/v1/agent-updates/summary", new Route(null, UpdateSummary::read));
        routes.put("POST /api/v1/agent-updates/rollouts", new Route(CreateRollout::read, RolloutView::read));
        routes.put("GET /api/v1/agent-updates/rollouts/{id}", new Route(null, RolloutView::read));
        routes.put(
                "POST /api/v1/agent-updates/targets/{id}/progress",
                new Route(UpdateProgress::read, RolloutTargetView::read));
        return routes;
    }
}
