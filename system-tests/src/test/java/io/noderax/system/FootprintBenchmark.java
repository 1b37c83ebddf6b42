package io.noderax.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Measures the packed agent: sizes, memory and CPU while it idles with its socket up and measures every 2 s, and the time from its
 * start to its first claim; plain and over TLS. Run by {@code ./noderax bench FootprintBenchmark}; it asserts nothing.
 */
class FootprintBenchmark {
    private static final int RUNS = 5;
    private static final Duration SETTLING = Duration.ofSeconds(25);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Duration LOOKING = Duration.ofMillis(15);
    private static final double MIB = 1024;

    @Test
    void footprint() throws Exception {
        try (OpenFolder folder = OpenFolder.create();
                ServerProcess server = ServerProcess.start(folder);
                TlsFront tls = TlsFront.open(folder.path().resolve("tls"), server.port())) {
            Path program = AgentPackage.unpack(folder.path());
            sizes(program.getParent());
            measure("plain", folder, server, program, server.url(), Map.of());
            measure(
                    "TLS",
                    folder,
                    server,
                    program,
                    tls.url(),
                    Map.of("api_tls_ca_file", tls.certificate().toString()));
        }
    }

    private static void sizes(Path image) throws IOException {
        long unpacked;
        try (var files = Files.walk(image)) {
            unpacked = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
        report("tar.gz %.1f MiB, unpacked %.1f MiB"
                .formatted(Files.size(AgentPackage.file()) / MIB / MIB, unpacked / MIB / MIB));
    }

    private static void measure(
            String way, OpenFolder folder, ServerProcess server, Path program, String url, Map<String, String> settings)
            throws Exception {
        double[] resident = new double[RUNS];
        double[] own = new double[RUNS];
        double[] cpu = new double[RUNS];
        double[] claim = new double[RUNS];
        Operator operator = server.operator();
        for (int run = 0; run < RUNS; run++) {
            TestNode node = operator.enroll(way + "-" + run);
            String waiting = operator.queue(node.id(), "true");
            long started = System.nanoTime();
            try (AgentProcess agent = new AgentProcess(
                    node,
                    folder.path().resolve("agent-" + way + run),
                    url,
                    settings,
                    Surroundings.USUAL,
                    List.of(program.toString(), "run"))) {
                while (operator.status(waiting).equals("queued")) {
                    Thread.sleep(LOOKING); // each look takes processor time that the agent starts with
                }
                claim[run] = (System.nanoTime() - started) / 1e6;
                Thread.sleep(SETTLING);
                Duration before = cpu(agent.pid());
                Thread.sleep(MEASURED);
                cpu[run] = 100.0 * cpu(agent.pid()).minus(before).toNanos() / MEASURED.toNanos();
                ProcessMemory memory = ProcessMemory.of(agent.pid());
                resident[run] = memory.residentKib() / MIB;
                own[run] = memory.ownKib() / MIB;
            }
        }
        report(
                "%s, median of %d: resident %.1f MiB, own %.1f MiB, CPU %.2f %% of one core, start to first claim %.0f ms"
                        .formatted(way, RUNS, median(resident), median(own), median(cpu), median(claim)));
    }

    private static Duration cpu(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    private static double median(double... values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void report(String line) {
        System.out.println("bench: " + line);
    }
}
