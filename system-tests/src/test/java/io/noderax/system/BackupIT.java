package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A server's database leaves its home and lives on elsewhere; the tests go on from each other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackupIT {
    private static final OpenFolder FIRST = OpenFolder.create();
    private static final OpenFolder SECOND = OpenFolder.create();
    private static final OpenFolder FILES = OpenFolder.create();
    private static final Path QUIET = FILES.path().resolve("quiet.backup");

    private static ServerProcess server;
    private static Operator operator;
    private static AgentProcess agent;
    private static String task;

    @BeforeAll
    static void aServerWithAnAgentThatHasWorked() {
        server = ServerProcess.start(FIRST);
        operator = server.operator();
        agent = new AgentProcess(
                operator.enroll("moving"), FILES.folder("agent"), server.url(), Map.of(), Surroundings.USUAL);
        task = operator.queue(agent.node().id(), "seq 1 30000; head -c 300000 /dev/urandom; exit 7");
        operator.awaitStatus(task, "failed");
        operator.awaitLog(task, "complete");
    }

    @AfterAll
    static void stop() {
        agent.close();
        server.close();
        FILES.close();
        SECOND.close();
        FIRST.close();
    }

    @Test
    @Order(1)
    void aBackupThatIsMadeWhileTasksRunCanBeRestored() throws Exception {
        List<String> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tasks.add(operator.queue(agent.node().id(), "seq 1 100000"));
        }
        Path busy = FILES.path().resolve("busy.backup");
        Relocation.of(server.home()).backup(busy);
        tasks.forEach(each -> operator.awaitStatus(each, "success"));

        Path home = FILES.path().resolve("busy-home");
        Relocation.Ended restored = Relocation.of(home).restore(busy);

        assertThat(restored.code()).as(restored.words()).isZero();
        Path again = FILES.path().resolve("busy-again.backup");
        Relocation.of(home).backup(again);
        assertThat(Relocation.manifest(again)).isEqualTo(Relocation.manifest(busy));
    }

    @Test
    @Order(2)
    void everyTableIsTheSameInAnotherHome() throws Exception {
        agent.kill();
        server.stop();
        Relocation.of(server.home()).backup(QUIET);

        Relocation.Ended restored = Relocation.of(SECOND.path().resolve("home")).restore(QUIET);

        assertThat(restored.code()).as(restored.words()).isZero();
        assertIsQuiet(Relocation.of(SECOND.path().resolve("home")), "second");
        assertThat(Relocation.manifest(QUIET).toString())
                .contains("\"task_log_segments\"", "\"metrics\"", "\"flyway_schema_history\"");
    }

    @Test
    @Order(3)
    void whatIsThereIsKeptUnlessItMayGoAndUnlessTheBackupIsWhole() throws Exception {
        Path home = SECOND.path().resolve("home");
        assertThat(Relocation.of(home).restore(QUIET).words()).contains("not empty", "--replace");

        byte[] whole = Files.readAllBytes(QUIET);
        Path cut = Files.write(FILES.path().resolve("cut.backup"), Arrays.copyOf(whole, whole.length * 9 / 10));
        assertThat(Relocation.of(home).restore(cut, "--replace").words()).contains("not whole", "nothing was changed");

        whole[whole.length / 2] ^= 0x55;
        Path changed = Files.write(FILES.path().resolve("changed.backup"), whole);
        assertThat(Relocation.of(home).restore(changed, "--replace").code()).isNotZero();

        Relocation.of(home).restoreKilled(QUIET, whole.length * 9 / 10);

        assertIsQuiet(Relocation.of(home), "kept");
        assertThat(Relocation.of(home).restore(QUIET, "--replace").code()).isZero();
        assertIsQuiet(Relocation.of(home), "replaced");
    }

    @Test
    @Order(4)
    void anOutsidePostgresTakesIt() throws Exception {
        if (!InstalledPostgres.isThere()) {
            System.out.println("not run, because no PostgreSQL is under /usr/lib/postgresql: a move to an outside one");
            return;
        }
        try (InstalledPostgres postgres = InstalledPostgres.start(FILES.folder("pg"))) {
            Relocation outside =
                    new Relocation(FILES.path().resolve("outside-home"), Map.of("DATABASE_URL", postgres.url()));
            Relocation.Ended restored = outside.restore(QUIET);
            assertThat(restored.code()).as(restored.words()).isZero();
            assertIsQuiet(outside, "outside");
        }
    }

    @Test
    @Order(5)
    void theSameAgentAndTheSameSignInGoOnWithTheNewServer() {
        int port = server.port();
        server = ServerProcess.start(SECOND, Map.of(), port);
        agent.start();

        assertThat(operator.task(task).object("result").get("exitCode")).isEqualTo(7L);
        assertThat(operator.lines(task)).hasSize(1000);
        String next = operator.queue(agent.node().id(), "exit 5");
        operator.awaitStatus(next, "failed");
        assertThat(operator.task(next).object("result").get("exitCode")).isEqualTo(5L);
    }

    private static void assertIsQuiet(Relocation place, String name) throws Exception {
        Path file = FILES.path().resolve(name + ".backup");
        place.backup(file);
        assertThat(Relocation.manifest(file)).isEqualTo(Relocation.manifest(QUIET));
    }
}
