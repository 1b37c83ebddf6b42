package io.noderax.server.tasklogs;

import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;

/** An attempt has spoken: some of its log came, which is also a sign of life. */
public record AttemptHeard(NodeId node, TaskId task, AttemptId attempt) {}
