package io.noderax.agent.rootaccess;

import io.noderax.agent.files.DurableFile;
import io.noderax.agent.log.EventLog;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code root_access_state.json}, beside the agent's state file. */
public record RootAccessFile(Path file) {
    private static final String NAME = "root_access_state.json";

    public static RootAccessFile beside(Path stateFile) {
        return new RootAccessFile(stateFile.resolveSibling(NAME));
    }

    /** What is not there, or cannot be understood, allows nothing. */
    RootAccessState load(EventLog log) {
        try {
            return Files.exists(file)
                    ? Fields.read(
                            Json.parseObject(Files.readAllBytes(file)), Fields.Unknown.IGNORED, RootAccessState::read)
                    : RootAccessState.NEVER;
        } catch (IOException | JsonException | InvalidFields e) {
            log.warn("root access state cannot be read, nothing is taken for applied", "file", file, "error", e);
            return RootAccessState.NEVER;
        }
    }

    void save(RootAccessState state) throws IOException {
        DurableFile.replaceSecret(file, state.toJson() + "\n");
    }
}
