package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.AgentCalls;
import io.noderax.agent.controlplane.Insistence;
import io.noderax.agent.controlplane.Patience;
import io.noderax.agent.journal.Journal;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.Pace;
import io.noderax.agent.loops.StopSignal;
import io.noderax.linux.ProcessTable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What every attempt works with.
 *
 * @param rootBroker the socket of who starts root tasks; null when the agent is root itself
 * @param claims stops when no new work is wanted
 * @param deliveries stops when the agent cannot wait for the server any longer
 */
public record TaskParts(
        AgentCalls calls,
        Journal journal,
        TaskLauncher launcher,
        CommandPlanner planner,
        @Nullable Path rootBroker,
        ProcessTable processes,
        StopSignal claims,
        StopSignal deliveries,
        Pace pace,
        Clock clock,
        RandomGenerator random,
        EventLog log) {
    Patience patience() {
        return new Patience(pace, random);
    }

    Insistence insistence() {
        return new Insistence(pace, random, log);
    }
}
