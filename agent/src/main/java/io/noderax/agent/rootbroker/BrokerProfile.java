package io.noderax.agent.rootbroker;

import io.noderax.agent.files.DurableFile;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.root.RootRefused;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.RootProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The profile that is applied, in a file that only root can write, under a limit that only root can set. The monitor guards it. */
final class BrokerProfile {
    private static final List<String> SURFACES = List.of("operational", "task", "terminal");

    private final Path file;
    private final RootProfile highest;
    private final Clock clock;
    private RootProfile applied;

    /** @param highest no surface beyond it is ever open */
    BrokerProfile(Path file, RootProfile highest, Clock clock, EventLog log) {
        this.file = file;
        this.highest = highest;
        this.clock = clock;
        this.applied = load(file, log);
    }

    synchronized RootProfile applied() {
        return applied;
    }

    /** @throws RootRefused when the surface is closed */
    synchronized void require(String surface) throws RootRefused {
        if (!applied.allows(surface) || !highest.allows(surface)) {
            throw new RootRefused(
                    RootRefused.NOT_APPLIED,
                    "the root broker does not allow the surface \"" + surface + "\" (applied is " + applied.wireName()
                            + ", at most " + highest.wireName() + ")");
        }
    }

    /** @throws RootRefused when the profile has a surface beyond the limit */
    void requireWithinLimit(RootProfile profile) throws RootRefused {
        for (String surface : SURFACES) {
            if (profile.allows(surface) && !highest.allows(surface)) {
                throw new RootRefused(
                        RootRefused.NOT_APPLIED,
                        "the root broker was started with --highest " + highest.wireName() + ", which does not have the"
                                + " surface \"" + surface + "\" of " + profile.wireName());
            }
        }
    }

    /** In force once it is on the disk. */
    synchronized void apply(RootProfile profile) throws IOException {
        if (profile != applied) {
            JsonObject state = JsonObject.builder()
                    .put("profile", profile.wireName())
                    .put("appliedAt", clock.instant())
                    .build();
            DurableFile.replaceSecret(file, state + "\n");
            applied = profile;
        }
    }

    private static RootProfile load(Path file, EventLog log) {
        try {
            return Files.exists(file)
                    ? Fields.read(
                            Json.parseObject(Files.readAllBytes(file)),
                            Fields.Unknown.IGNORED,
                            fields -> fields.choice("profile", RootProfile.BY_NAME))
                    : RootProfile.OFF;
        } catch (IOException | JsonException | InvalidFields e) {
            log.error("profile cannot be read, nothing is open", "file", file, "error", e);
            return RootProfile.OFF;
        }
    }
}
