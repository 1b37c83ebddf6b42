package io.noderax.agent.rootbroker;

import io.noderax.agent.files.DurableFile;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.root.BrokerMessages;
import io.noderax.linux.ControlGroup;
import io.noderax.linux.ProcessFamily;
import io.noderax.linux.ProcessIdentity;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.TerminationLoop;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** One family of root processes that runs, on the disk, so that a broker that was killed leaves nothing behind for good. */
record RunningFile(Path file) {
    static RunningFile write(Path folder, ProcessFamily family) throws IOException {
        RunningFile running = new RunningFile(folder.resolve(UUID.randomUUID() + ".json"));
        ProcessIdentity leader = family.leader();
        JsonObject.Builder entry = JsonObject.builder().put("mark", family.mark());
        if (leader != null) {
            entry.put("leader", BrokerMessages.json(leader));
        }
        if (family.control() != null) {
            entry.put("group", family.control().folder().toString());
        }
        DurableFile.replaceSecret(running.file, entry.build() + "\n");
        return running;
    }

    void delete(EventLog log) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("file of what runs could not be deleted", "file", file, "error", e);
        }
    }

    /** Ends what an earlier broker has left; blocks until that is done. */
    static void endAll(Path folder, ProcessTable processes, Duration grace, EventLog log) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                end(file, processes, grace, log);
                Files.deleteIfExists(file);
            }
        }
    }

    private static void end(Path file, ProcessTable processes, Duration grace, EventLog log) {
        try {
            ProcessFamily family =
                    Fields.read(Json.parseObject(Files.readAllBytes(file)), Fields.Unknown.IGNORED, RunningFile::read);
            int left = new TerminationLoop(processes).end(family, grace);
            log.warn("ended what an earlier broker had started", "mark", family.mark(), "left", left);
        } catch (IOException | JsonException | InvalidFields e) {
            log.warn("file of what runs cannot be read", "file", file, "error", e);
        }
    }

    private static ProcessFamily read(Fields fields) {
        String path = fields.optionalText("group", 1, 4096);
        ControlGroup group = path == null ? null : new ControlGroup(Path.of(path));
        return new ProcessFamily(
                fields.optional("leader", BrokerMessages::process),
                fields.text("mark", 1, 200),
                group != null && group.isThere() ? group : null);
    }
}
