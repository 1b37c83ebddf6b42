package io.noderax.agent.policy;

import io.noderax.linux.OwnUser;
import io.noderax.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A machine in a folder whose policy is written by the user who runs the tests. */
final class TestPolicy {
    private final Path root;
    private NodePolicy policy;

    TestPolicy(Path root) throws IOException {
        this.root = root;
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (Path folder = Files.createDirectories(folder()); !folder.equals(root); folder = folder.getParent()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        this.policy = policy(false, Instant.parse("2026-11-24T12:00:00Z"));
    }

    Path folder() {
        return root.resolve("etc/noderax-agent/policy.d");
    }

    Path file(String name) {
        return folder().resolve(name);
    }

    void write(String name, String json) throws IOException {
        Files.writeString(file(name), json);
        Files.setPosixFilePermissions(file(name), PosixFilePermissions.fromString("rw-r--r--"));
    }

    void at(String now) {
        policy = policy(false, Instant.parse(now));
    }

    void ofRootsAgent() {
        policy = policy(true, Instant.parse("2026-11-24T12:00:00Z"));
    }

    NodePolicy policy() {
        return policy;
    }

    /** Null when it is allowed. */
    @Nullable
    String task(String type, String payload) {
        return policy.judgeTask(type, Json.parse(payload)).refusal();
    }

    @Nullable
    String command(String command) {
        return policy.judgeTask("shell.exec", io.noderax.protocol.json.JsonObject.of("command", command))
                .refusal();
    }

    private NodePolicy policy(boolean agentIsRoot, Instant now) {
        return new NodePolicy(root, OwnUser.id(), agentIsRoot, Clock.fixed(now, ZoneOffset.UTC));
    }
}
