package io.noderax.server.nodes;

import io.noderax.protocol.session.AgentAuth;
import io.noderax.protocol.session.Heartbeat;
import org.jspecify.annotations.Nullable;

/** What a node says that it runs; null is not said. */
record ReportedVersions(
        @Nullable String agent,
        @Nullable String platform,
        @Nullable String kernel) {
    static ReportedVersions of(Heartbeat heartbeat) {
        return new ReportedVersions(heartbeat.agentVersion(), heartbeat.platformVersion(), heartbeat.kernelVersion());
    }

    static ReportedVersions of(AgentAuth auth) {
        return new ReportedVersions(auth.agentVersion(), auth.platformVersion(), auth.kernelVersion());
    }

    boolean saysNothing() {
        return agent == null && platform == null && kernel == null;
    }
}
