package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Two server processes on the PostgreSQL of the distribution, where everything has to work as on the one that the server brings. */
@EnabledIf(
        value = "isInstalled",
        disabledReason = "no PostgreSQL under /usr/lib/postgresql; install it: apt-get install postgresql")
class DebianPostgresIT extends SharedDatabase {
    private static OpenFolder databaseFolder;
    private static InstalledPostgres postgres;

    static boolean isInstalled() {
        return InstalledPostgres.isThere();
    }

    @BeforeAll
    static void start() throws IOException, SQLException {
        databaseFolder = OpenFolder.create();
        postgres = InstalledPostgres.start(databaseFolder.folder("pg"));
        startBoth(Map.of(
                "DATABASE_URL", postgres.url(),
                "NODERAX_LOG_UPKEEP_SECONDS", "1",
                "NODERAX_RETENTION_DELAY", "1s",
                "NODERAX_RETENTION_INTERVAL", "1s"));
    }

    @AfterAll
    static void stop() {
        stopBoth();
        postgres.close();
        databaseFolder.close();
    }

    @Test
    void theTablesAreMadeOnceAndFoundAgain() throws SQLException {
        String version = asked("show server_version");
        String migrations = asked("select string_agg(version || ' ' || success, ', ') from flyway_schema_history");
        assertThat(version).startsWith(Integer.toString(postgres.major()));
        assertThat(migrations).contains("1 true").doesNotContain("false");

        server.stop();
        server.start();

        assertThat(server.operator().workspace()).isEqualTo(operator.workspace());
        assertThat(asked("select string_agg(version || ' ' || success, ', ') from flyway_schema_history"))
                .isEqualTo(migrations);
        assertThat(server.home().resolve("postgres")).as("an embedded database").doesNotExist();
    }

    @Test
    void aRealAgentRunsItsTasksAndTheirLogsAreProven() {
        TestNode node = operator.enroll("real").at(other.url());
        try (AgentProcess _ =
                new AgentProcess(node, databaseFolder.folder("agent"), other.url(), Map.of(), Surroundings.USUAL)) {
            String task = operator.queue(node.id(), "seq 1 50000; exit 7");
            operator.awaitStatus(task, "failed");
            assertThat(operator.task(task).object("result").get("exitCode")).isEqualTo(7L);
            operator.awaitLog(task, "complete");
            SeenStream out = new SeenStream(NumberStream.lines(50_000));
            new FrameLog(operator).read(task, out, new SeenStream(NumberStream.bytes(0)));
            assertThat(out.difference()).isEmpty();
            assertThat(out.isAtEnd()).isTrue();
            assertThat(operator.lines(task)).hasSize(1000).endsWith("1000");

            String endless = operator.queue(node.id(), "echo begun; sleep 600");
            operator.awaitStatus(endless, "running");
            long asked = System.nanoTime();
            operator.http().post("/api/v1/tasks/" + endless + "/cancel", JsonObject.of("reason", "enough"));
            operator.awaitStatus(endless, "cancelled");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void whatEndedLongAgoIsDeletedWithAllThatBelongsToIt() throws SQLException {
        RunningTask old = RunningTask.start(operator, operator.enroll("old"));
        RunningTask young = RunningTask.start(operator, operator.enroll("young"));
        for (RunningTask task : new RunningTask[] {old, young}) {
            Frames log = new Frames().out("soon gone\n");
            task.acknowledged(log.all());
            task.complete(log.logEnd());
            operator.awaitLog(task.id(), "complete");
        }

        change("update tasks set finished_at = now() - interval '91 days' where id = '" + old.id() + "'");
        change("update events set created_at = now() - interval '91 days' where metadata ->> 'taskId' = '" + young.id()
                + "'");

        WaitLoop.until(
                "the old task is deleted",
                () -> operator.http().get("/api/v1/tasks/" + old.id()).status() == 404);
        assertThat(asked("select count(*) from task_log_segments where task_id = '" + old.id() + "'"))
                .isEqualTo("0");
        WaitLoop.until(
                "the old events are deleted",
                () -> operator.http().get("/api/v1/events?limit=100").items().stream()
                        .noneMatch(event -> event.toString().contains(young.id())));
        assertThat(operator.lines(young.id())).containsExactly("soon gone");
    }

    private static String asked(String query) throws SQLException {
        try (var database = server.database();
                var statement = database.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private static void change(String statement) throws SQLException {
        try (var database = server.database();
                var changing = database.createStatement()) {
            assertThat(changing.executeUpdate(statement)).isPositive();
        }
    }
}
