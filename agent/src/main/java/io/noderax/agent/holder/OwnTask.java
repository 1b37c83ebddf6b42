package io.noderax.agent.holder;

import io.noderax.linux.Child;
import io.noderax.linux.ChildExit;
import io.noderax.linux.ChildOutput;
import io.noderax.linux.ProcessIdentity;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.SpawnFailed;
import io.noderax.linux.Spawner;
import io.noderax.linux.TerminationLoop;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A task whose first process is a child of this one. */
record OwnTask(LaunchOrder order, Child child, ProcessTable processes) implements TaskProcess {
    static TaskProcess start(LaunchOrder order, ProcessTable processes) throws SpawnFailed {
        return new OwnTask(order, new Spawner(processes).spawn(order.command()), processes);
    }

    @Override
    public ProcessIdentity identity() {
        return child.identity();
    }

    @Override
    public ChildOutput output() {
        return child.output();
    }

    @Override
    public @Nullable ChildExit exit() {
        return child.exit();
    }

    @Override
    public int end(Duration grace) {
        return new TerminationLoop(processes).end(LaunchOrder.family(order.attempt(), identity()), grace);
    }

    @Override
    public @Nullable JsonObject mishap() {
        return null;
    }

    @Override
    public void close() {
        child.output().close();
    }
}
