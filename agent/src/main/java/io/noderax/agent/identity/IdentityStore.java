package io.noderax.agent.identity;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.config.ConfigKey;
import io.noderax.agent.files.DurableFile;
import io.noderax.agent.words.AgentCommand;
import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The identity in the state file (keys {@code node_id}, {@code agent_token}, {@code registered_at}), or from the settings. */
public final class IdentityStore {
    private final Path file;
    private final @Nullable Identity configured;

    private IdentityStore(Path file, @Nullable Identity configured) {
        this.file = file;
        this.configured = configured;
    }

    /** The settings {@code node_id} and {@code agent_token} win over the state file. */
    public static IdentityStore of(AgentConfig config) {
        UUID nodeId = config.nodeId();
        String token = config.text(ConfigKey.AGENT_TOKEN);
        Identity configured =
                nodeId == null || token == null ? null : new Identity(new NodeId(nodeId), new AgentToken(token), null);
        return new IdentityStore(config.stateFile(), configured);
    }

    public Path file() {
        return file;
    }

    /**
     * Reads the identity; null when this machine has none yet.
     *
     * @throws BrokenState when the file is there but cannot be understood; it is left as it is
     */
    public @Nullable Identity load() {
        if (configured != null) {
            return configured;
        }
        try {
            return Files.exists(file) ? parse(Files.readAllBytes(file)) : null;
        } catch (IOException e) {
            throw new BrokenState("cannot read the state file " + file + ": " + e, e);
        }
    }

    /** Writes the identity so that a crash leaves the old file or the new one, readable by its owner only. */
    public void save(Identity identity) {
        JsonObject state = JsonObject.builder()
                .put("node_id", identity.nodeId().value())
                .put("agent_token", identity.token().secret())
                .put("registered_at", identity.registeredAt())
                .build();
        try {
            DurableFile.replaceSecret(file, state + "\n");
        } catch (IOException e) {
            throw new BrokenState("cannot write the state file " + file + ": " + e, e);
        }
    }

    private Identity parse(byte[] bytes) {
        try {
            return Fields.read(Json.parseObject(bytes), Fields.Unknown.IGNORED, IdentityStore::read);
        } catch (JsonException | InvalidFields e) {
            throw new BrokenState(
                    "the state file " + file + " is broken: " + e.getMessage()
                            + "; restore it from a backup, or move it away and run `" + AgentCommand.NAME
                            + " enroll` again",
                    e);
        }
    }

    private static Identity read(Fields fields) {
        return new Identity(
                new NodeId(fields.uuid("node_id")),
                new AgentToken(fields.secret("agent_token", 1, 512)),
                fields.optionalInstant("registered_at"));
    }
}
