package io.noderax.testkit.controlplane;

import io.noderax.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Prepared installations as the fake keeps them (wire contract, 1.3). Its own monitor guards it. */
final class FakeInstalls {
    private static final class FakeInstall {
        private final List<String> stages = new ArrayList<>();
        private @Nullable String hostname;
        private @Nullable UUID node;
        private boolean expired;
    }

    private final Map<String, FakeInstall> installs = new LinkedHashMap<>();
    private final FakeState state;
    private boolean replaying;

    FakeInstalls(FakeState state) {
        this.state = state;
    }

    synchronized void add(String token) {
        installs.put(token, new FakeInstall());
    }

    synchronized void expire(String token) {
        Objects.requireNonNull(installs.get(token)).expired = true;
    }

    /** From here on the same machine may ask again, as with our server; the reference refuses it. */
    synchronized void replay() {
        replaying = true;
    }

    synchronized List<String> stages(String token) {
        return List.copyOf(Objects.requireNonNull(installs.get(token)).stages);
    }

    synchronized Reply consume(JsonObject body) {
        FakeInstall install = installs.get(String.valueOf(body.text("token")));
        if (install == null) {
            return Reply.notFound("Bootstrap token was not found");
        }
        UUID node = install.node;
        String hostname = String.valueOf(body.text("hostname"));
        if (node != null) {
            return replaying && hostname.equals(install.hostname)
                    ? identity(node)
                    : Reply.conflict("Bootstrap token has already been used");
        }
        if (install.expired) {
            return Reply.refused(410, "Gone", "Bootstrap token has expired", List.of());
        }
        install.hostname = hostname;
        install.node = UUID.randomUUID();
        install.stages.add("bootstrap_token_consumed");
        state.addNode(install.node, "%064x".formatted(install.node.getLeastSignificantBits()));
        return identity(install.node);
    }

    private Reply identity(UUID node) {
        return Reply.created(JsonObject.builder()
                .put("nodeId", node)
                .put("agentToken", "%064x".formatted(node.getLeastSignificantBits()))
                .build());
    }

    synchronized Reply report(JsonObject body) {
        FakeInstall install = installs.get(String.valueOf(body.text("token")));
        if (install == null) {
            return Reply.notFound("Bootstrap token was not found");
        }
        if (install.expired && install.node == null) {
            return Reply.refused(410, "Gone", "Bootstrap token has expired", List.of());
        }
        install.stages.add(String.valueOf(body.text("stage")));
        return Reply.created(JsonObject.of("stage", body.text("stage")));
    }
}
