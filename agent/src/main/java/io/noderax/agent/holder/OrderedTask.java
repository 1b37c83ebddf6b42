package io.noderax.agent.holder;

import io.noderax.agent.journal.FrameWriter;
import io.noderax.protocol.json.JsonObject;
import java.util.function.Consumer;

/**
 * An order that has its place in the journal and not yet a process.
 *
 * @param connection is told how the task goes on
 * @param answer takes what has come of the order
 */
record OrderedTask(LaunchOrder order, FrameWriter log, HolderConnection connection, Consumer<JsonObject> answer) {}
