package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.socketio.server.EngineSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The heap that a connected client costs the server while nothing is said. The clients live in another process. */
class SocketBenchmark {
    private static final int CLIENTS = 2000;
    private static final long MOST_BYTES = 10 * 1024;

    @Test
    void anIdleClientCostsTheServerAtMostTenKilobytes() throws IOException {
        try (JudgedServer server = JudgedServer.start(EngineSettings.defaults())) {
            load(server, 100);
            long before = usedHeap();
            long each = load(server, CLIENTS) - before;
            System.out.printf("bench: %d idle clients: %d bytes of heap each%n", CLIENTS, each / CLIENTS);
            assertThat(each / CLIENTS).isBetween(100L, MOST_BYTES);
        }
    }

    /** Gives the heap in use while that many are connected. */
    private static long load(JudgedServer server, int clients) throws IOException {
        Process process = JavaScript.prepare(
                        "idle-clients.mjs", List.of("http://127.0.0.1:" + server.port(), Integer.toString(clients)))
                .start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("ready");
            assertThat(server.sockets().clients()).isEqualTo(clients);
            return usedHeap();
        } finally {
            process.destroy();
            WaitLoop.until("all are gone", () -> server.sockets().clients() == 0);
        }
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        for (int round = 0; round < 4; round++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
