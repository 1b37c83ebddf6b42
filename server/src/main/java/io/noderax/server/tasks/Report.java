package io.noderax.server.tasks;

import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * Whose word it is about which task.
 *
 * @param attempt the attempt that speaks; null for an agent that does not say, which speaks for its node's current one
 */
record Report(NodeId node, TaskId task, @Nullable AttemptId attempt) {}
