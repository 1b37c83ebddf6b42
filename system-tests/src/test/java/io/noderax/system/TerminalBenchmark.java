package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Measures a terminal from a browser's socket through the server to a shell of the real agent, all on loopback: from a key to its
 * echo, bytes a second, and what the agent needs while a terminal floods. Run by {@code ./noderax bench TerminalBenchmark}; it
 * asserts nothing.
 */
class TerminalBenchmark {
    private static final int KEYS = 500;
    private static final int WARM_UP = 200;
    private static final int FLOOD_SECONDS = 60;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final long MILLION = 1_000_000;

    @Test
    void echoThroughputAndMemory() throws Exception {
        try (OpenFolder folder = OpenFolder.create();
                ServerProcess server = ServerProcess.start(folder, Map.of("NODERAX_TERMINAL_TRANSCRIPT_MIB", "4000"))) {
            Operator operator = server.operator();
            TestNode node = operator.enroll("terminal-bench");
            try (AgentProcess agent = new AgentProcess(
                    node, folder.path().resolve("agent"), server.url(), Map.of(), Surroundings.USUAL)) {
                echo(operator, node);
                throughput(operator, node, folder.path().resolve("big"));
                flood(operator, node, agent);
            }
        }
    }

    private static void echo(Operator operator, TestNode node) throws Exception {
        try (TerminalClient terminal = TerminalClient.open(operator, node)) {
            terminal.type("PS1=; cat\r");
            WaitLoop.until("the terminal echoes", () -> terminal.pieces() > 0);
            Thread.sleep(1_000);
            long[] nanos = new long[KEYS];
            for (int i = -WARM_UP; i < KEYS; i++) {
                int before = terminal.pieces();
                long started = System.nanoTime();
                terminal.type(i % 60 == 59 ? "\r" : "x");
                while (terminal.pieces() == before) {
                    Thread.onSpinWait();
                }
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - started;
                }
                Thread.sleep(20);
            }
            Arrays.sort(nanos);
            report("key to echo of %d keys: p50 %.1f ms, p99 %.1f ms, max %.1f ms"
                    .formatted(KEYS, millis(nanos[KEYS / 2]), millis(nanos[KEYS * 99 / 100]), millis(nanos[KEYS - 1])));
        }
    }

    private static void throughput(Operator operator, TestNode node, Path file) throws Exception {
        long size = 100 * MILLION;
        byte[] line = "%099d\n".formatted(7).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (var out = Files.newOutputStream(file)) {
            for (long written = 0; written < size; written += line.length) {
                out.write(line);
            }
        }
        try (TerminalClient terminal = TerminalClient.open(operator, node)) {
            terminal.type("PS1=; stty -opost; cat " + file + "; echo d''one\r");
            long started = System.nanoTime();
            new WaitLoop("all of it is shown", LONGEST).until(() -> isShown(terminal, size));
            double seconds = (System.nanoTime() - started) / 1e9;
            report("cat of 100 MB: %.1f MB/s".formatted(size / seconds / MILLION));
        }
    }

    /** Stored, and shown to the browser to its last piece. */
    private static boolean isShown(TerminalClient terminal, long bytes) {
        JsonObject state = terminal.state();
        return number(state, "transcriptBytes") >= bytes && terminal.pieces() >= number(state, "lastChunkSeq");
    }

    /** Big numbers are texts on the wire. */
    private static long number(JsonObject state, String member) {
        return Long.parseLong(String.valueOf(state.get(member)));
    }

    private static void flood(Operator operator, TestNode node, AgentProcess agent) throws Exception {
        try (TerminalClient terminal = TerminalClient.open(operator, node)) {
            Thread.sleep(5_000);
            long idle = ProcessMemory.of(agent.pid()).residentKib();
            terminal.type("yes\r");
            long most = 0;
            for (int second = 0; second < FLOOD_SECONDS; second++) {
                Thread.sleep(1_000);
                most = Math.max(most, ProcessMemory.of(agent.pid()).residentKib());
            }
            report("agent before `yes`: %d MiB resident; at most in its %d s: %d MiB"
                    .formatted(idle / 1024, FLOOD_SECONDS, most / 1024));
        }
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static void report(String line) {
        System.out.println("bench: " + line);
    }
}
