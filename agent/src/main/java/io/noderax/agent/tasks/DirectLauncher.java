package io.noderax.agent.tasks;

import io.noderax.agent.journal.OutputJournal;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.AgentThread;
import io.noderax.linux.Child;
import io.noderax.linux.ChildCommand;
import io.noderax.linux.ChildExit;
import io.noderax.linux.ProcessFamily;
import io.noderax.linux.ProcessIdentity;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.SpawnFailed;
import io.noderax.linux.Spawner;
import io.noderax.linux.TerminationLoop;
import io.noderax.protocol.id.AttemptId;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Starts tasks as children of the agent itself. */
public final class DirectLauncher implements TaskLauncher {
    /** The environment variable that every process of an attempt carries, unless it threw its environment away. */
    static final String MARK = "NODERAX_ATTEMPT_ID";

    private final ProcessTable processes;
    private final Duration orphanedOutput;
    private final Clock clock;
    private final EventLog log;

    public DirectLauncher(ProcessTable processes, Duration orphanedOutput, Clock clock, EventLog log) {
        this.processes = processes;
        this.orphanedOutput = orphanedOutput;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public RunningTask launch(ChildCommand command, AttemptId attempt, OutputJournal into) throws LaunchFailed {
        Child child;
        try {
            child = new Spawner(processes).spawn(command);
        } catch (SpawnFailed e) {
            throw new LaunchFailed(String.valueOf(e.getMessage()), e);
        }
        OutputPump pump = new OutputPump(child.output(), into, orphanedOutput, clock);
        Thread thread = AgentThread.start("output-" + attempt.value().toString().substring(0, 8), pump);
        return new DirectTask(child, family(attempt, child.identity()), pump, thread);
    }

    @Override
    public void endRemains(AttemptId attempt, @Nullable ProcessIdentity leader, Duration grace) {
        end(family(attempt, leader), grace);
    }

    private void end(ProcessFamily family, Duration grace) {
        int left = new TerminationLoop(processes).end(family, grace);
        if (left > 0) {
            log.warn("processes of a task could not be ended", "processes", left, "mark", family.mark());
        }
    }

    private static ProcessFamily family(AttemptId attempt, @Nullable ProcessIdentity leader) {
        return new ProcessFamily(leader, MARK + "=" + attempt);
    }

    /** A child of the agent with its reader. */
    private final class DirectTask implements RunningTask {
        private final Child child;
        private final ProcessFamily family;
        private final OutputPump pump;
        private final Thread pumping;

        DirectTask(Child child, ProcessFamily family, OutputPump pump, Thread pumping) {
            this.child = child;
            this.family = family;
            this.pump = pump;
            this.pumping = pumping;
        }

        @Override
        public ProcessIdentity identity() {
            return child.identity();
        }

        @Override
        public ChildExit awaitEnd() {
            ChildExit exit = child.awaitExit();
            pump.processEnded();
            try {
                pumping.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return exit;
        }

        @Override
        public String output() {
            return pump.captured();
        }

        @Override
        public void kill(Duration grace) {
            end(family, grace);
        }
    }
}
