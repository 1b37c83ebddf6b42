package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.UserId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;

/** A task before it is queued. */
record NewTask(
        WorkspaceId workspace, NodeId node, String type, JsonObject payload, Duration queueTimeout, UserId createdBy) {}
