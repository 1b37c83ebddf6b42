package io.noderax.agent.identity;

import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which node this is and what it proves itself with; the token is never printed. */
public record Identity(
        NodeId nodeId, AgentToken token, @Nullable Instant registeredAt) {}
