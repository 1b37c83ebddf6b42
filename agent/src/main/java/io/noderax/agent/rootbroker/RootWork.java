package io.noderax.agent.rootbroker;

import io.noderax.agent.operations.OperationalCommands;
import io.noderax.agent.operations.RootLogs;

/** What the operational surface has, beside what a caller names by itself. */
public record RootWork(OperationalCommands operations, RootLogs logs) {}
