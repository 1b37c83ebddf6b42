package io.noderax.server.events;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An event before it is stored.
 *
 * @param type for instance {@code task.failed} (wire contract, 6.4)
 */
public record Happening(
        WorkspaceId workspace,
        @Nullable NodeId node,
        String type,
        Severity severity,
        String message,
        @Nullable JsonObject metadata) {}
