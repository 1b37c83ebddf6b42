package io.noderax.agent.holder;

import io.noderax.agent.containment.Containment;
import io.noderax.agent.containment.GroupFile;
import io.noderax.agent.containment.LimitsNotHeld;
import io.noderax.linux.Child;
import io.noderax.linux.ChildExit;
import io.noderax.linux.ChildOutput;
import io.noderax.linux.ControlGroup;
import io.noderax.linux.ProcessIdentity;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.ResourceUse;
import io.noderax.linux.SpawnFailed;
import io.noderax.linux.TerminationLoop;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A task whose first process is a child of this one. */
record OwnTask(
        LaunchOrder order,
        Child child,
        ProcessTable processes,
        @Nullable ControlGroup group,
        @Nullable String lack) implements TaskProcess {
    static TaskProcess start(LaunchOrder order, ProcessTable processes, Containment containment)
            throws SpawnFailed, LimitsNotHeld {
        Containment.Started<Child> started = containment.start(
                order.attempt().toString(),
                order.limits(),
                group -> GroupFile.write(order.folder(), group),
                spawner -> spawner.spawn(order.command()));
        return new OwnTask(order, started.child(), processes, started.group(), started.lack());
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
    public ResourceUse use() {
        return group == null ? child.use() : group.use().or(child.use());
    }

    @Override
    public int end(Duration grace) {
        return new TerminationLoop(processes).end(LaunchOrder.family(order.attempt(), identity(), group), grace);
    }

    @Override
    public @Nullable JsonObject mishap() {
        return null;
    }

    /** What it has left in the background on purpose goes on, in the group. */
    @Override
    public void close() {
        child.output().close();
        if (group != null) {
            group.remove();
        }
    }
}
