package io.noderax.system;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures the real server with parked claims: the time from an operator's POST to the claim's answer at the agent, and what
 * waiting costs the database. Run by {@code ./noderax bench DispatchBenchmark}; it asserts nothing.
 */
class DispatchBenchmark {
    private static final int WARM_UP = 100;
    private static final int MEASURED = 300;
    private static final Duration IDLE = Duration.ofSeconds(60);

    static IntStream counts() {
        return BenchmarkFleet.sizes("100,500");
    }

    @ParameterizedTest
    @MethodSource("counts")
    void dispatch(int agents) throws Exception {
        OpenFolder folder = OpenFolder.create();
        try (folder;
                ServerProcess server = ServerProcess.start(folder, BenchmarkFleet.SERVER)) {
            Operator operator = server.operator();
            List<TestNode> nodes = operator.install(agents);
            BenchmarkFleet fleet = new BenchmarkFleet(nodes);
            measureDispatch(agents, operator, nodes, fleet);
            measureIdle(agents, server);
            fleet.stop();
        }
    }

    private static void measureDispatch(int agents, Operator operator, List<TestNode> nodes, BenchmarkFleet fleet)
            throws Exception {
        long[] micros = new long[MEASURED];
        for (int i = -WARM_UP; i < MEASURED; i++) {
            int index = Math.floorMod(i * 37, nodes.size());
            CompletableFuture<Long> answered = fleet.expectTask(index);
            long asked = System.nanoTime();
            String task = operator.queue(nodes.get(index).id(), "true");
            long took = answered.get(30, TimeUnit.SECONDS) - asked;
            if (i >= 0) {
                micros[i] = took / 1000;
            }
            nodes.get(index).complete(task, "success");
        }
        Arrays.sort(micros);
        System.out.printf(
                "bench: %d agents parked, %d tasks one after the other, POST to claim answered: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                agents,
                MEASURED,
                micros[MEASURED / 2] / 1000.0,
                micros[MEASURED * 95 / 100] / 1000.0,
                micros[MEASURED * 99 / 100] / 1000.0,
                micros[MEASURED - 1] / 1000.0);
    }

    /** PostgreSQL itself writes down every statement while the agents wait; reloading settings makes it so. */
    private static void measureIdle(int agents, ServerProcess server) throws Exception {
        logEveryStatement(server);
        Thread.sleep(2000);
        long statementsBefore = statements(server);
        Duration cpuBefore = server.cpu();
        Thread.sleep(IDLE);
        long statements = statements(server) - statementsBefore;
        Duration cpu = server.cpu().minus(cpuBefore);
        System.out.printf(
                "bench: %d agents parked for %d s (long polls of 15 s): %.2f statements/s, server %.1f %% of one core%n",
                agents,
                IDLE.toSeconds(),
                statements / (double) IDLE.toSeconds(),
                100.0 * cpu.toMillis() / IDLE.toMillis());
    }

    private static void logEveryStatement(ServerProcess server) throws IOException, SQLException {
        String port = Files.readString(server.home().resolve("postgres").resolve("port"))
                .strip();
        String password = Files.readString(server.home().resolve("secrets").resolve("database.password"))
                .strip();
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/noderax", "noderax", password);
                var statement = connection.createStatement()) {
            statement.execute("alter system set log_statement = 'all'");
            statement.execute("select pg_reload_conf()");
        }
    }

    private static long statements(ServerProcess server) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> logs =
                Files.newDirectoryStream(server.home().resolve("postgres").resolve("log"))) {
            for (Path log : logs) {
                try (var lines = Files.lines(log)) {
                    count += lines.filter(line -> line.matches(".* LOG:  (execute [^:]*|statement): .*"))
                            .filter(line -> !line.matches(".*: (BEGIN|COMMIT|ROLLBACK)$"))
                            .count();
                }
            }
        }
        return count;
    }
}
