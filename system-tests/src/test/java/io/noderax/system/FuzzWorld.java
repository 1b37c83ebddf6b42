package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Real things that bad input can name: an agent, its tasks in all states, machines that ask to join, machines to delete. */
final class FuzzWorld {
    private final Operator operator;
    private final TestNode agent;
    private final List<String> tasks = new CopyOnWriteArrayList<>();
    private final List<String> victims = new ArrayList<>();
    private final String enrollmentToken;
    private final String enrollmentId;

    FuzzWorld(Operator operator) {
        this.operator = operator;
        this.agent = operator.enroll("fuzzed-" + UUID.randomUUID());
        for (int i = 0; i < 4; i++) {
            victims.add(operator.enroll("victim-" + i + "-" + UUID.randomUUID()).id());
        }
        JsonObject asking = JsonObject.builder()
                .put("email", ServerProcess.EMAIL)
                .put("hostname", "asking-" + UUID.randomUUID())
                .build();
        enrollmentToken = new Http(operator.http().url(), Map.of())
                .post("/api/v1/enrollments/initiate", asking)
                .body()
                .text("token");
        enrollmentId = operator.http()
                .get(operator.inbox() + "?status=pending")
                .items()
                .getFirst()
                .text("id");
        for (int i = 0; i < 8; i++) {
            renewTask();
        }
    }

    /** Queues another task and takes it to a state that is drawn by chance of its number. */
    void renewTask() {
        operator.http().post("/api/v1/nodes/" + agent.id() + "/maintenance/disable");
        JsonObject wanted = JsonObject.builder()
                .put("nodeId", agent.id())
                .put("type", "shell.exec")
                .build();
        Http.Answer created = operator.http().post("/api/v1/tasks", wanted);
        if (created.status() != 201) {
            return; // Bad input has put the node into maintenance meanwhile.
        }
        String task = created.body().text("id");
        tasks.add(task);
        if (tasks.size() % 4 != 0) {
            agent.claim(0);
            agent.report(task, "started", JsonObject.EMPTY);
        }
        if (tasks.size() > 32) {
            tasks.removeFirst();
        }
    }

    String nodeId() {
        return agent.id();
    }

    String agentToken() {
        return agent.token();
    }

    Map<String, String> operatorHeaders() {
        return operator.http().headers();
    }

    Map<String, String> agentHeaders() {
        return agent.http().headers();
    }

    /** What belongs into a path's place; the agent's own node is never the one to delete. */
    String fitting(String parameter, boolean deletes, Random random) {
        return switch (parameter) {
            case "nodeId" -> deletes ? victims.get(random.nextInt(victims.size())) : agent.id();
            case "workspaceId" -> operator.workspace();
            case "token" -> enrollmentToken;
            case "enrollmentId" -> enrollmentId;
            default -> tasks.get(random.nextInt(tasks.size()));
        };
    }

    String id(Random random) {
        List<String> ids = List.of(
                agent.id(),
                operator.workspace(),
                tasks.get(random.nextInt(tasks.size())),
                enrollmentId,
                victims.getFirst());
        return ids.get(random.nextInt(ids.size()));
    }
}
