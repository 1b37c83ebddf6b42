package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.UserId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A task before it is queued.
 *
 * @param createdBy null: nobody's any more
 * @param internal whether it is the server's own: lists do not show it, and it makes no event
 */
record NewTask(
        WorkspaceId workspace,
        NodeId node,
        String type,
        JsonObject payload,
        Duration queueTimeout,
        @Nullable UserId createdBy,
        boolean internal) {}
