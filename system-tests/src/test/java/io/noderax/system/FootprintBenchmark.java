package io.noderax.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Measures the packed agent: sizes, the time from its start to its first claim, and its memory and CPU while it idles with its socket
 * up and measures every 2 s; plain and over TLS. Run by {@code ./noderax bench FootprintBenchmark}; it asserts nothing.
 */
class FootprintBenchmark {
    private static final int RUNS = 5;

    /** Starts that are not measured: the server compiles what it needs for one. */
    private static final int WARM_UP = 8;

    private static final Duration SETTLING = Duration.ofSeconds(90);
    private static final Duration MEASURED = Duration.ofSeconds(60);
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
        Operator operator = server.operator();
        double[] claim = new double[RUNS];
        List<AgentProcess> idle = new ArrayList<>();
        try {
            for (int run = -WARM_UP; run < RUNS; run++) {
                String name = way + "-" + (run + WARM_UP);
                TestNode node = operator.enroll(name);
                String task = operator.queue(node.id(), "true");
                Instant started = Instant.now();
                idle.add(new AgentProcess(
                        node,
                        folder.path().resolve(name),
                        url,
                        settings,
                        Surroundings.USUAL,
                        List.of(program.toString(), "run")));
                Instant claimed = idle.getLast().awaitLogged("task claimed");
                operator.awaitStatus(task, "success");
                if (run < 0) {
                    idle.removeLast().close();
                } else {
                    claim[run] = Duration.between(started, claimed).toMillis();
                }
            }
            Thread.sleep(SETTLING); // the longest of what an agent does once after its start, and its holder's rest
            measureIdle(way, idle, median(claim));
        } finally {
            idle.forEach(AgentProcess::close);
        }
    }

    private static void measureIdle(String way, List<AgentProcess> idle, double claim) throws InterruptedException {
        List<Duration> before = idle.stream().map(agent -> cpu(agent.pid())).toList();
        Thread.sleep(MEASURED);
        double[] resident = new double[RUNS];
        double[] own = new double[RUNS];
        double[] cpu = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long pid = idle.get(i).pid();
            cpu[i] = 100.0 * cpu(pid).minus(before.get(i)).toNanos() / MEASURED.toNanos();
            ProcessMemory memory = ProcessMemory.of(pid);
            resident[i] = memory.residentKib() / MIB;
            own[i] = memory.ownKib() / MIB;
        }
        report(
                "%s, median of %d: resident %.1f MiB, own %.1f MiB, CPU %.2f %% of one core, start to first claim %.0f ms"
                        .formatted(way, RUNS, median(resident), median(own), median(cpu), claim));
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
