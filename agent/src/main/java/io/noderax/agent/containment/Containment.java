package io.noderax.agent.containment;

import io.noderax.agent.log.EventLog;
import io.noderax.linux.ControlGroup;
import io.noderax.linux.ControlGroups;
import io.noderax.linux.NotAdmitted;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.SpawnFailed;
import io.noderax.linux.Spawner;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Starts each task in a control group of its own, where this process may make one, and without one else. For any number of threads. */
public final class Containment implements AutoCloseable {
    private final Path root;
    private final ProcessTable processes;
    private final EventLog log;
    private @Nullable ControlGroups groups; // guarded by this

    /** Starts something. */
    @FunctionalInterface
    public interface Start<T> {
        T with(Spawner spawner) throws SpawnFailed;
    }

    /** Takes down which group something will be started in, before that happens. */
    @FunctionalInterface
    public interface Note {
        void of(ControlGroup group) throws IOException;
    }

    /**
     * What was started.
     *
     * @param group where; null when it has none
     * @param lack which wanted limits do not hold, and why; null when all do
     */
    public record Started<T>(
            T child, @Nullable ControlGroup group, @Nullable String lack) {}

    /** @param root {@code /}; this process' group is looked for with the first start */
    public Containment(Path root, ProcessTable processes, EventLog log) {
        this.root = root;
        this.processes = processes;
        this.log = log;
    }

    /**
     * Starts it under its limits.
     *
     * @param name that nothing else has
     * @throws LimitsNotHeld when a required limit cannot be held; nothing runs then
     */
    public <T> Started<T> start(String name, TaskLimits limits, Note note, Start<T> start)
            throws SpawnFailed, LimitsNotHeld {
        ControlGroups place = groups();
        String refusal = place.lackFor(limits.required());
        if (refusal != null) {
            throw new LimitsNotHeld(refusal);
        }
        String lack = place.lackFor(limits.wanted());
        if (place.lack() != null) {
            return new Started<>(start.with(new Spawner(processes)), null, lack);
        }
        try {
            return contained(place, name, limits, note, start, lack);
        } catch (NotAdmitted | IOException e) {
            if (!limits.required().isNone()) {
                throw new LimitsNotHeld(String.valueOf(e.getMessage()));
            }
            log.warn("control group cannot be used, a task runs without", "error", e);
            return new Started<>(start.with(new Spawner(processes)), null, limits.isNone() ? null : e.getMessage());
        }
    }

    private <T> Started<T> contained(
            ControlGroups place, String name, TaskLimits limits, Note note, Start<T> start, @Nullable String lack)
            throws SpawnFailed, IOException {
        ControlGroup group = place.make(name, limits.all());
        try {
            note.of(group);
            return new Started<>(start.with(new Spawner(processes, group)), group, lack);
        } catch (SpawnFailed | IOException | RuntimeException e) {
            group.remove();
            throw e;
        }
    }

    private synchronized ControlGroups groups() {
        ControlGroups known = groups;
        if (known == null) {
            known = ControlGroups.open(root);
            groups = known;
            if (known.lack() != null) {
                log.info("tasks run without control groups", "reason", known.lack());
            }
        }
        return known;
    }

    /** Whether this process has to stay, because what was left in the background has limits that end with it. */
    public synchronized boolean holdsLimits() {
        return groups != null && groups.holdsLimits();
    }

    @Override
    public synchronized void close() {
        if (groups != null) {
            groups.close();
        }
    }
}
