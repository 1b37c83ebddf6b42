package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** A signed-in administrator. */
record Operator(Http http, String workspace) {
    static Operator signIn(String url, String email, String password) {
        JsonObject login = JsonObject.builder()
                .put("email", email)
                .put("password", password)
                .build();
        Http.Answer signedIn = new Http(url, Map.of()).post("/api/v1/auth/login", login);
        if (signedIn.status() != 200) {
            throw new AssertionError("cannot sign in: " + signedIn);
        }
        Http http = new Http(
                url, Map.of("authorization", "Bearer " + signedIn.body().text("accessToken")));
        return new Operator(
                http,
                String.valueOf(http.get("/api/v1/workspaces").items().getFirst().text("id")));
    }

    /** The bearer token of this sign-in. */
    String token() {
        return String.valueOf(http.headers().get("authorization")).substring("Bearer ".length());
    }

    /** Enrolls a made-up machine by the inbox. */
    TestNode enroll(String hostname) {
        Http anonymous = new Http(http.url(), Map.of());
        JsonObject request = JsonObject.builder()
                .put("email", ServerProcess.EMAIL)
                .put("hostname", hostname)
                .build();
        String token = String.valueOf(
                anonymous.post("/api/v1/enrollments/initiate", request).body().text("token"));
        approve(token.substring(token.length() - 6), hostname);
        Http.Answer finished = anonymous.get("/api/v1/enrollments/" + token);
        String node = finished.body().text("nodeId");
        if (node == null) {
            throw new AssertionError("cannot enroll " + hostname + ": " + finished);
        }
        return new TestNode(http.url(), node, String.valueOf(finished.body().text("agentToken")));
    }

    /** Prepares that many made-up machines and lets each join by its one command's token. */
    List<TestNode> install(int machines) {
        Http anonymous = new Http(http.url(), Map.of());
        String installs = "/api/v1/workspaces/" + workspace + "/node-installs";
        return IntStream.range(0, machines)
                .mapToObj(i -> {
                    String name = "bench-" + i;
                    Http.Answer prepared = http.post(installs, JsonObject.of("nodeName", name));
                    String command = String.valueOf(prepared.body().text("installCommand"));
                    JsonObject join = JsonObject.builder()
                            .put("token", command.replaceFirst("(?s).*--bootstrap-token '([^']+)'.*", "$1"))
                            .put("hostname", name)
                            .build();
                    Http.Answer joined = anonymous.post("/api/v1/node-installs/consume", join);
                    String node = joined.body().text("nodeId");
                    if (node == null) {
                        throw new AssertionError("cannot join: " + prepared + ", " + joined);
                    }
                    return new TestNode(
                            http.url(), node, String.valueOf(joined.body().text("agentToken")));
                })
                .toList();
    }

    /** Approves the pending request with that code. */
    void approve(String code, String nodeName) {
        JsonObject pending = http.get(inbox() + "?status=pending").items().stream()
                .filter(item -> code.equals(item.text("code")))
                .findFirst()
                .orElseThrow();
        Http.Answer approved =
                http.post(inbox() + "/" + pending.text("id") + "/approve", JsonObject.of("nodeName", nodeName));
        if (approved.status() != 201) {
            throw new AssertionError("cannot approve: " + approved);
        }
    }

    String inbox() {
        return "/api/v1/workspaces/" + workspace + "/enrollments";
    }

    /** Queues a command; gives the task's id. */
    String queue(String node, String command) {
        return queue(JsonObject.builder()
                .put("nodeId", node)
                .put("type", "shell.exec")
                .put("payload", JsonObject.of("command", command))
                .build());
    }

    String queue(JsonObject task) {
        Http.Answer created = http.post("/api/v1/tasks", task);
        if (created.status() != 201) {
            throw new AssertionError("cannot queue: " + created);
        }
        return UUID.fromString(String.valueOf(created.body().text("id"))).toString();
    }

    JsonObject task(String id) {
        return http.get("/api/v1/tasks/" + id).body();
    }

    String status(String id) {
        return String.valueOf(task(id).text("status"));
    }

    String reason(String id) {
        JsonObject reason = task(id).object("statusReason");
        return reason == null ? "" : String.valueOf(reason.text("code"));
    }

    /** All lines of a task's log. */
    List<String> lines(String id) {
        return http.get("/api/v1/tasks/" + id + "/logs?after=0&limit=1000").items().stream()
                .map(row -> String.valueOf(row.text("message")))
                .toList();
    }

    /** What the server says of a task's log. */
    JsonObject log(String id) {
        JsonObject log = task(id).object("log");
        return log == null ? JsonObject.EMPTY : log;
    }

    void awaitLog(String id, String state) {
        WaitLoop.until("the log of task " + id + " becomes " + state, () -> state.equals(log(id).text("state")));
    }

    void awaitStatus(String id, String... wanted) {
        WaitLoop.until("task " + id + " becomes " + String.join(" or ", wanted), () -> {
            String now = status(id);
            for (String status : wanted) {
                if (status.equals(now)) {
                    return true;
                }
            }
            return false;
        });
    }
}
