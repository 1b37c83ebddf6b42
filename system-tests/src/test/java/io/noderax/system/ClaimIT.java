package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.session.WireHeaders;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Claiming on the real server: parked, woken, never given twice, never lost to a client that has gone. */
class ClaimIT {
    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ServerProcess.start(
                folder, Map.of("AGENT_TASK_CLAIM_LEASE_SECONDS", "2", "AGENT_STALE_TASK_CHECK_INTERVAL_SECONDS", "1"));
        operator = server.operator();
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    @Test
    void aParkedClaimIsWokenByTheCreationAndByNobodyElses() throws Exception {
        TestNode node = operator.enroll("woken");
        TestNode other = operator.enroll("not-woken");
        CompletableFuture<Http.Answer> waiting = node.claimLater(20_000);
        CompletableFuture<Http.Answer> elsewhere = other.claimLater(3_000);
        isParked(node);

        String task = operator.queue(node.id(), "true");

        JsonObject claimed = waiting.get(5, TimeUnit.SECONDS).body().object("task");
        assertThat(claimed.text("id")).isEqualTo(task);
        assertThat(claimed.text("status")).isEqualTo("accepted");
        assertThat(claimed.text("claimedBy")).isEqualTo(node.id());
        assertThat(claimed.text("claimToken")).isNotNull();
        assertThat(elsewhere.get(10, TimeUnit.SECONDS).body().object("task")).isNull();
    }

    @Test
    void aPollWhoseClientHasGoneNeverSwallowsATask() throws Exception {
        TestNode node = operator.enroll("gone");
        for (int round = 0; round < 5; round++) {
            try (Socket socket = connect()) {
                socket.getOutputStream().write(rawClaim(node).getBytes(StandardCharsets.US_ASCII));
                isParked(node);
            }
            String task = operator.queue(node.id(), "true");

            JsonObject claimed = node.claim(10_000).body().object("task");

            assertThat(claimed).as("round " + round).isNotNull();
            assertThat(claimed.text("id")).isEqualTo(task);
            node.complete(task, "success");
        }
    }

    @Test
    void manyClaimsAtOnceGetEachTaskOnce() throws Exception {
        TestNode node = operator.enroll("crowd");
        int count = 40;
        Set<String> queued = new HashSet<>();
        List<CompletableFuture<String>> claims = new ArrayList<>();
        for (int i = 0; i < count / 2; i++) {
            claims.add(claimAndStart(node));
        }
        for (int i = 0; i < count; i++) {
            queued.add(operator.queue(node.id(), "true"));
        }
        for (int i = 0; i < count / 2; i++) {
            claims.add(claimAndStart(node));
        }

        List<String> got = new ArrayList<>();
        for (CompletableFuture<String> claim : claims) {
            got.add(claim.get(30, TimeUnit.SECONDS));
        }

        assertThat(got).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(queued);
    }

    /** Gives the task's id. What is not started within the short lease comes back to the next claim. */
    private static CompletableFuture<String> claimAndStart(TestNode node) {
        return node.claimLater(20_000).thenApplyAsync(answer -> {
            JsonObject task = answer.body().object("task");
            if (task == null) {
                return "none";
            }
            assertThat(node.report(task.text("id"), "started", JsonObject.EMPTY).status())
                    .isEqualTo(200);
            return task.text("id");
        });
    }

    @Test
    void theOldestTaskComesFirst() {
        TestNode node = operator.enroll("order");
        String first = operator.queue(node.id(), "true");
        String second = operator.queue(node.id(), "true");

        assertThat(node.claim(0).body().object("task").text("id")).isEqualTo(first);
        assertThat(node.claim(0).body().object("task").text("id")).isEqualTo(second);
        assertThat(node.claim(0).body().object("task")).isNull();
    }

    @Test
    void theEndOfMaintenanceWakesTheClaim() throws Exception {
        TestNode node = operator.enroll("maintained");
        String task = operator.queue(node.id(), "true");
        operator.http().post("/api/v1/nodes/" + node.id() + "/maintenance/enable", JsonObject.of("reason", "disk"));
        assertThat(node.claim(0).body().object("task")).isNull();
        assertThat(operator.reason(task)).isEqualTo("node-in-maintenance");
        assertThat(operator.task(task).object("statusReason").text("message")).contains("disk");
        CompletableFuture<Http.Answer> waiting = node.claimLater(20_000);
        isParked(node);

        operator.http().post("/api/v1/nodes/" + node.id() + "/maintenance/disable");

        assertThat(waiting.get(5, TimeUnit.SECONDS).body().object("task").text("id"))
                .isEqualTo(task);
    }

    @Test
    void aLeaseThatIsNotFollowedByAStartPutsTheTaskBackAndWakesTheNextClaim() throws Exception {
        TestNode node = operator.enroll("lease");
        String task = operator.queue(node.id(), "true");
        String firstAttempt = node.claim(0).body().object("task").text("claimToken");

        JsonObject again =
                node.claimLater(20_000).get(20, TimeUnit.SECONDS).body().object("task");

        assertThat(again.text("id")).isEqualTo(task);
        assertThat(again.text("claimToken")).isNotEqualTo(firstAttempt);
        assertThat(again.get("attempts")).isEqualTo(2L);
        assertThat(node.report(task, "started", JsonObject.EMPTY).status()).isEqualTo(200);
    }

    @Test
    void aClaimThatDoesNotNameAnAttemptTakesItsTaskBackAtOnce() {
        TestNode node = operator.enroll("lost-answer").with(WireHeaders.CAPABILITIES, "journal");
        List<String> tasks =
                List.of(operator.queue(node.id(), "1"), operator.queue(node.id(), "2"), operator.queue(node.id(), "3"));
        List<JsonObject> claimed =
                tasks.stream().map(_ -> node.claim(0).body().object("task")).toList();
        TestNode running =
                node.with(WireHeaders.ATTEMPT, String.valueOf(claimed.get(1).text("claimToken")));
        assertThat(running.report(tasks.get(1), "started", JsonObject.EMPTY).status())
                .isEqualTo(200);

        JsonObject again = claimNaming(node, List.of(claimed.get(2).get("claimToken")))
                .body()
                .object("task");

        assertThat(again.text("id")).isEqualTo(tasks.getFirst());
        assertThat(again.text("claimToken")).isNotEqualTo(claimed.getFirst().text("claimToken"));
        assertThat(operator.status(tasks.get(1))).isEqualTo("running");
        assertThat(operator.status(tasks.get(2))).isEqualTo("accepted");
        TestNode lost =
                node.with(WireHeaders.ATTEMPT, String.valueOf(claimed.getFirst().text("claimToken")));
        assertThat(lost.report(tasks.getFirst(), "started", JsonObject.EMPTY).status())
                .as("an agent that has it after all does not run it")
                .isEqualTo(409);
        assertThat(claimNaming(node, List.of("nonsense")).message()).contains("attempts must hold UUIDs only");
    }

    @Test
    void anAgentThatDoesNotSayThatItKeepsAJournalLosesNothingByAClaim() {
        TestNode node = operator.enroll("plain");
        String task = operator.queue(node.id(), "true");
        node.claim(0);

        assertThat(claimNaming(node, List.of()).body().object("task")).isNull();

        assertThat(operator.status(task)).isEqualTo("accepted");
    }

    private static Http.Answer claimNaming(TestNode node, List<?> attempts) {
        JsonObject claim =
                JsonObject.builder().put("waitMs", 0L).put("attempts", attempts).build();
        return node.http().post("/api/v1/agent/tasks/claim", claim);
    }

    @Test
    void aTaskOfAnOfflineNodeWaitsAndSaysSoUntilItsOwnDeadline() {
        TestNode node = operator.enroll("away");
        String task = operator.queue(JsonObject.builder()
                .put("nodeId", node.id())
                .put("type", "shell.exec")
                .put("queueTimeoutSeconds", 2L)
                .build());
        assertThat(operator.reason(task)).isEqualTo("node-offline");

        operator.awaitStatus(task, "failed");

        assertThat(operator.reason(task)).isEqualTo("queue-deadline");
        assertThat(node.claim(0).body().object("task")).isNull();
    }

    @Test
    void aDeletedNodesParkedClaimIsToldAndItsTokenIsDead() throws Exception {
        for (int round = 0; round < 30; round++) {
            TestNode node = operator.enroll("deleted-" + round);
            CompletableFuture<Http.Answer> waiting = node.claimLater(20_000);
            isParked(node);

            assertThat(operator.http().delete("/api/v1/nodes/" + node.id()).status())
                    .isEqualTo(200);

            assertThat(waiting.get(5, TimeUnit.SECONDS).status())
                    .as("round " + round)
                    .isEqualTo(401);
            assertThat(node.claim(0).status()).isEqualTo(401);
        }
    }

    /** A claim counts as contact before it is parked: once the node is online, its claim is at least on the way there. */
    private static void isParked(TestNode node) {
        WaitLoop.until(
                "the node is online",
                () -> "online"
                        .equals(operator.http()
                                .get("/api/v1/nodes/" + node.id())
                                .body()
                                .text("status")));
    }

    private static Socket connect() throws IOException {
        URI uri = URI.create(server.url());
        return new Socket(uri.getHost(), uri.getPort());
    }

    private static String rawClaim(TestNode node) {
        return "POST /api/v1/agent/tasks/claim HTTP/1.1\r\nHost: x\r\nx-agent-node-id: %s\r\nauthorization: Bearer %s\r\ncontent-length: 0\r\n\r\n"
                .formatted(node.id(), node.token());
    }
}
