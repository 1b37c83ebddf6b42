package io.noderax.server.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.noderax.server.storage.TestDatabase;
import io.noderax.server.terminals.TestTenant;
import io.noderax.server.workspaces.Scope;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of a node's tasks features share, and what they queue after one. */
class NodeTasksTest {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final LinkedBlockingQueue<UUID> WOKEN = new LinkedBlockingQueue<>();

    private static Database database;
    private static Signals signals;

    private final TaskStore store = new TaskStore();

    /** Without those parts of it that no test here comes to. */
    private final NodeTasks tasks = new NodeTasks(null, new NodeTaskStore(), store, null, signals);

    private TestTenant tenant;

    @BeforeAll
    static void start() {
        database = TestDatabase.shared().database();
        signals = TestDatabase.shared().signals();
        signals.on(Signal.NODE_HAS_WORK, WOKEN::add);
    }

    @AfterAll
    static void stop() {
        TestDatabase.stop(signals);
    }

    @BeforeEach
    void make() {
        tenant = TestTenant.create(database);
    }

    @Test
    void aTaskIsSharedWhileItsAnswerIsOnItsWay() {
        assertThat(live()).isNull();
        TaskId queued = insert("packageList", JsonObject.EMPTY);
        insert("packageSearch", JsonObject.of("term", "nano"));

        assertThat(live()).isEqualTo(queued);
        for (String status : List.of("accepted", "claimed", "running")) {
            set(queued, "status = '%s', updated_at = now() - interval '9 min'".formatted(status));
            assertThat(live()).as(status).isEqualTo(queued);
        }
        for (String ended : List.of("success", "failed", "cancelled")) {
            set(queued, "status = '%s', finished_at = now()".formatted(ended));
            assertThat(live()).as(ended).isNull();
        }
    }

    @Test
    void oneThatHasRunForTooLongOrIsToEndIsNotShared() {
        TaskId task = insert("packageList", JsonObject.EMPTY);
        set(task, "status = 'running', updated_at = now() - interval '11 min'");
        assertThat(live()).isNull();
        set(task, "status = 'queued', cancel_requested_at = now()");
        assertThat(live()).isNull();
    }

    @Test
    void theNewestIsSharedAndNoneOfAnotherNode() {
        TaskId older = insert("packageList", JsonObject.EMPTY);
        TaskId newer = insert("packageList", JsonObject.EMPTY);
        set(older, "created_at = now() - interval '1 min'");

        assertThat(live()).isEqualTo(newer);
        tenant = TestTenant.create(database);
        assertThat(live()).isNull();
    }

    @Test
    void anAnswerOfTheLastMinuteCountsForTheSameTermOnly() {
        TaskId search = insert("packageSearch", JsonObject.of("term", "nano"));
        assertThat(recent("nano")).isEqualTo(search);
        assertThat(recent("vim")).isNull();
        set(search, "status = 'success', finished_at = now() - interval '50 s'");
        assertThat(recent("nano")).isEqualTo(search);
        set(search, "finished_at = now() - interval '70 s'");
        assertThat(recent("nano")).isNull();
        set(search, "status = 'failed', finished_at = now()");
        assertThat(recent("nano")).isNull();
    }

    @Test
    void aPayloadThatTheDatabaseCannotTakeApartHarmsNobodyElsesQuestion() {
        TaskId search = insert("packageSearch", JsonObject.of("term", "nano"));
        insert("packageSearch", JsonObject.of("term", "na\0no"));
        insert("packageSearch", JsonObject.of("fanOutId", "\0"));

        assertThat(recent("nano")).isEqualTo(search);
        assertThat(recent("na\0no")).isNull();
        TaskFilter all = new TaskFilter(null, null, null, null, "some", true, false, 100, 0);
        assertThat(database.run(db -> store.list(db, Scope.EVERYTHING, all)).size())
                .isZero();
    }

    @Test
    void aFollowUpIsQueuedOnceInTheNameOfWhoCausedItAndWakesTheNode() throws InterruptedException {
        TaskView cause = database.run(db -> tasks.find(db, insert("packageInstall", JsonObject.EMPTY)))
                .orElseThrow();

        followUp(cause);

        awaitWoken(tenant.node());
        TaskView first =
                database.run(db -> tasks.live(db, tenant.node(), "packageList")).orElseThrow();
        assertThat(first.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(first.workspaceId()).isEqualTo(tenant.workspace());
        assertThat(count("created_by_user_id = '%s' and is_internal and queue_timeout_seconds = 120"
                        .formatted(tenant.user().value())))
                .isEqualTo(1);
        followUp(cause);
        assertThat(count("true")).isEqualTo(1);
        set(first.id(), "status = 'running'");
        followUp(cause);
        assertThat(count("true")).isEqualTo(2);
    }

    private void followUp(TaskView cause) {
        database.inTransaction(tx -> tasks.followUp(tx, cause, "packageList", LONGEST));
    }

    private static void awaitWoken(NodeId node) throws InterruptedException {
        UUID woken = WOKEN.poll(20, TimeUnit.SECONDS);
        while (woken != null && !woken.equals(node.value())) {
            woken = WOKEN.poll(20, TimeUnit.SECONDS);
        }
        assertThat(woken).isEqualTo(node.value());
    }

    private @Nullable TaskId live() {
        return database.run(db -> tasks.live(db, tenant.node(), "packageList"))
                .map(TaskView::id)
                .orElse(null);
    }

    private @Nullable TaskId recent(String term) {
        return database.run(db -> tasks.liveOrRecent(db, tenant.node(), "packageSearch", term))
                .map(TaskView::id)
                .orElse(null);
    }

    private TaskId insert(String type, JsonObject payload) {
        return database.transaction(tx -> store.insert(
                        tx,
                        new NewTask(tenant.workspace(), tenant.node(), type, payload, LONGEST, tenant.user(), true)))
                .id();
    }

    private void set(TaskId task, String columns) {
        database.inTransaction(tx -> tx.createUpdate("update tasks set " + columns + " where id = :id")
                .bind("id", task.value())
                .execute());
    }

    /** Lists of the node's packages that were asked for. */
    private int count(String condition) {
        return database.run(db -> db.createQuery(
                        "select count(*) from tasks where node_id = :node and type = 'packageList' and " + condition)
                .bind("node", tenant.node().value())
                .mapTo(Integer.class)
                .one());
    }
}
