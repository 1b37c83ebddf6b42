package io.noderax.agent.logscan;

import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.tasks.ReadOnlyWork.Failed;
import io.noderax.linux.ProcessTable;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A machine in a folder, whose logs are written by hand, and a reader of them. */
final class Scans {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final Path root;
    private final NodeLogs logs;

    Scans(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve("var/log"));
        JournalProgram journal = new JournalProgram(
                root.resolve("journalctl").toString(),
                Map.of("PATH", System.getenv("PATH")),
                new ProcessTable(Path.of("/proc")));
        this.logs = new NodeLogs(root, Clock.fixed(NOW, ZoneOffset.UTC), () -> ZoneId.of("Europe/Berlin"), journal);
    }

    Path file(String name) {
        return root.resolve("var/log").resolve(name);
    }

    void append(String name, String text) throws IOException {
        append(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void append(String name, byte[] bytes) throws IOException {
        Files.write(file(name), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Puts a program in the place of {@code journalctl}. */
    void journalctl(String script) throws IOException {
        Path program = root.resolve("journalctl");
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    ScanResult scan(JsonObject request) throws Failed, IOException {
        return logs.scan(ScanRequest.read(request, Fields.Unknown.REFUSED), new StopSignal());
    }

    ScanResult preview(String preset, int lines) throws Failed, IOException {
        return scan(JsonObject.builder()
                .put("sourcePresetId", preset)
                .put("limits", JsonObject.of("backfillLines", lines))
                .build());
    }

    /** Goes on from the result; from nothing when there is none. */
    ScanResult monitor(String preset, List<ScanResult> before, JsonObject limits) throws Failed, IOException {
        return scan(JsonObject.builder()
                .put("mode", "monitor")
                .put("sourcePresetId", preset)
                .put("limits", limits)
                .put(
                        "cursor",
                        before.isEmpty() ? null : before.getLast().cursor().toJson())
                .build());
    }

    ScanResult monitor(String preset, ScanResult... before) throws Failed, IOException {
        return monitor(preset, List.of(before), JsonObject.EMPTY);
    }

    static List<String> messages(ScanResult result) {
        return result.entries().stream().map(LogEntry::message).toList();
    }
}
