package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two server processes on one database: what is done at one is known at the other at once. Which database, a subclass says. */
abstract class SharedDatabase {
    static ServerProcess server;
    static ServerProcess other;
    static Operator operator;

    private static OpenFolder folder;
    private static OpenFolder otherFolder;

    /** @param settings of both; without a database in them, the second uses the one that the first brings */
    static void startBoth(Map<String, String> settings) {
        folder = OpenFolder.create();
        otherFolder = OpenFolder.create();
        server = ServerProcess.start(folder, settings);
        Map<String, String> shared = new HashMap<>(settings);
        shared.putAll(server.shared());
        other = ServerProcess.start(otherFolder, shared);
        operator = server.operator();
    }

    static void stopBoth() {
        other.close();
        server.close();
        otherFolder.close();
        folder.close();
    }

    @Test
    void aTaskThatIsQueuedAtOneIsClaimedAtTheOther() throws Exception {
        TestNode node = operator.enroll("across").at(other.url());
        CompletableFuture<Http.Answer> waiting = node.claimLater(25_000);
        isOnline(node);

        String task = operator.queue(node.id(), "true");

        JsonObject claimed = waiting.get(5, TimeUnit.SECONDS).body().object("task");
        assertThat(claimed.text("id")).isEqualTo(task);
    }

    @Test
    void aCancelAtOneIsToldByAHeldCallAtTheOther() throws Exception {
        TestNode node = operator.enroll("cancelled-across").at(other.url());
        String task = operator.queue(node.id(), "true");
        assertThat(node.claim(5_000).body().object("task").text("id")).isEqualTo(task);
        node.report(task, "started", JsonObject.EMPTY);
        CompletableFuture<Http.Answer> held = CompletableFuture.supplyAsync(
                () -> node.http().get("/api/v1/agent/tasks/" + task + "/control?waitMs=30000"));

        operator.http().post("/api/v1/tasks/" + task + "/cancel", JsonObject.of("reason", "enough"));

        assertThat(held.get(5, TimeUnit.SECONDS).body().get("cancelRequested")).isEqualTo(true);
    }

    @Test
    void aNodeThatIsDeletedAtOneIsRefusedAtTheOther() throws Exception {
        for (int round = 0; round < 10; round++) {
            TestNode node = operator.enroll("deleted-across-" + round).at(other.url());
            CompletableFuture<Http.Answer> waiting = node.claimLater(25_000);
            isOnline(node);

            operator.http().delete("/api/v1/nodes/" + node.id());

            assertThat(waiting.get(10, TimeUnit.SECONDS).status())
                    .as("round " + round)
                    .isEqualTo(401);
            assertThat(node.claim(0).status()).isEqualTo(401);
        }
    }

    @Test
    void claimsAtBothGetEachTaskOnce() throws Exception {
        TestNode here = operator.enroll("both");
        TestNode there = here.at(other.url());
        List<CompletableFuture<Http.Answer>> claims = IntStream.range(0, 30)
                .mapToObj(i -> (i % 2 == 0 ? here : there).claimLater(25_000))
                .toList();
        Set<String> queued = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            queued.add(operator.queue(here.id(), "true"));
        }

        Set<String> got = new HashSet<>();
        for (CompletableFuture<Http.Answer> claim : claims) {
            JsonObject task = claim.get(30, TimeUnit.SECONDS).body().object("task");
            got.add(String.valueOf(task == null ? null : task.text("id")));
        }

        assertThat(got).isEqualTo(queued);
    }

    private static void isOnline(TestNode node) {
        WaitLoop.until(
                "the node is online",
                () -> "online"
                        .equals(operator.http()
                                .get("/api/v1/nodes/" + node.id())
                                .body()
                                .text("status")));
    }
}
