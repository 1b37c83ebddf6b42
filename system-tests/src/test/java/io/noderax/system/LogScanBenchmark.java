package io.noderax.system;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Measures a scan of the end of a log of 10 GB (2 GB where the disk has less room) by the agent's command, whose start is measured by
 * a log of one line. Run by {@code ./noderax bench LogScanBenchmark}; it asserts nothing.
 */
class LogScanBenchmark {
    private static final long GIB = 1024L * 1024 * 1024;
    private static final long ROOM = 20 * GIB;
    private static final int RUNS = 7;

    @Test
    void theEndOfALargeFile() throws Exception {
        try (OpenFolder folder = OpenFolder.create()) {
            OwnLogs logs = new OwnLogs(folder.path());
            long size = Files.getFileStore(folder.path()).getUsableSpace() > ROOM ? 10 * GIB : 2 * GIB;
            logs.append("kern.log", "2026-11-24T10:00:00Z host kernel: the only line\n");
            fill(logs.file("syslog"), size);
            measure(folder.path(), logs, "kern.log", Files.size(logs.file("kern.log")));
            measure(folder.path(), logs, "syslog", size);
        }
    }

    private static void fill(Path file, long size) throws IOException {
        StringBuilder block = new StringBuilder();
        for (int i = 0; block.length() < 1024 * 1024; i++) {
            block.append("2026-11-24T10:00:00Z host app[812]: request %d took 12 ms and was answered\n".formatted(i));
        }
        byte[] bytes = block.toString().getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long written = 0; written < size; written += bytes.length) {
                out.write(bytes);
            }
        }
    }

    private static void measure(Path folder, OwnLogs logs, String preset, long size) throws IOException {
        Path request = Files.writeString(
                folder.resolve("request.json"),
                "{\"sourcePresetId\":\"%s\",\"limits\":{\"backfillLines\":500,\"maxBytes\":262144}}".formatted(preset));
        long best = Long.MAX_VALUE;
        JsonObject result = JsonObject.EMPTY;
        for (int i = 0; i < RUNS; i++) {
            List<String> command = new java.util.ArrayList<>(logs.surroundings().wrapper());
            command.addAll(Built.agent("log-scan", "--request", request.toString()));
            long started = System.nanoTime();
            Command scan = Command.start(folder, command, Map.of());
            if (scan.await() != 0) {
                throw new IllegalStateException(scan.err());
            }
            best = Math.min(best, System.nanoTime() - started);
            result = Json.parseObject(scan.out());
        }
        System.out.printf(
                "bench: scan of %s, %,d bytes: %d ms with the start of the JVM (best of %d), %s lines, %s bytes read%n",
                preset, size, best / 1_000_000, RUNS, result.get("linesRead"), result.get("bytesRead"));
    }
}
