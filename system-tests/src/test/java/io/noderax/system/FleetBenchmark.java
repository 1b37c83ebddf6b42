package io.noderax.system;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures what connected agents cost the real server: each has a socket that brings measures every two seconds, and a parked
 * claim. Run by {@code ./noderax bench FleetBenchmark}; it asserts nothing.
 */
class FleetBenchmark {
    private static final Duration MEASURED = Duration.ofSeconds(60);
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final double MIB = 1024;

    static IntStream counts() {
        return BenchmarkFleet.sizes("500,5000");
    }

    @ParameterizedTest
    @MethodSource("counts")
    void connectedAgents(int agents) throws Exception {
        try (OpenFolder folder = OpenFolder.create();
                ServerProcess server = ServerProcess.start(folder, BenchmarkFleet.SERVER)) {
            Operator operator = server.operator();
            List<TestNode> nodes = operator.install(agents);
            Thread.sleep(WARM_UP);
            ProcessMemory before = server.memory();
            BenchmarkFleet parked = new BenchmarkFleet(nodes);
            Thread.sleep(WARM_UP);
            ProcessMemory polling = server.memory();
            MeasuringFleet measuring = MeasuringFleet.connect(nodes);
            Thread.sleep(WARM_UP);
            measure(agents, server, measuring);
            ProcessMemory connected = server.memory();
            System.out.printf(
                    "bench: server resident: %.0f MiB before, %.0f MiB with %d parked claims, %.0f MiB with their sockets too: %.1f KiB an agent%n",
                    before.residentKib() / MIB,
                    polling.residentKib() / MIB,
                    agents,
                    connected.residentKib() / MIB,
                    (connected.residentKib() - before.residentKib()) / (double) agents);
            parked.stop();
            measuring.close();
        }
    }

    private static void measure(int agents, ServerProcess server, MeasuringFleet measuring) throws Exception {
        Duration cpuBefore = server.cpu();
        long sentBefore = measuring.sent();
        long storedBefore = stored(server);
        Thread.sleep(MEASURED);
        Duration cpu = server.cpu().minus(cpuBefore);
        long open = measuring.open();
        System.out.printf(
                "bench: %d agents, %d sockets held: %.0f samples/s sent, %.0f/s stored, server %.1f %% of one core%n",
                agents,
                open,
                (measuring.sent() - sentBefore) / (double) MEASURED.toSeconds(),
                (stored(server) - storedBefore) / (double) MEASURED.toSeconds(),
                100.0 * cpu.toMillis() / MEASURED.toMillis());
    }

    private static long stored(ServerProcess server) throws Exception {
        try (var connection = server.database();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from metrics")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
