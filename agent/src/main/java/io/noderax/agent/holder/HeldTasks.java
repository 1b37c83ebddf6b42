package io.noderax.agent.holder;

import io.noderax.agent.journal.ExitFile;
import io.noderax.agent.journal.FrameWriter;
import io.noderax.agent.journal.JournalSpace;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.AgentThread;
import io.noderax.agent.root.RootRefused;
import io.noderax.linux.ProcessIdentity;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.SpawnFailed;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tasks that a holder has, and what it does for a request. Only the holder's loop uses it. */
final class HeldTasks {
    private static final JsonObject DONE = JsonObject.of("done", true);
    private static final JsonObject UNKNOWN = JsonObject.of("unknown", true);

    private final ProcessTable processes;
    private final JournalSpace space;
    private final Clock clock;
    private final EventLog events;
    private final Runnable changed;
    private final Map<AttemptId, HeldTask> tasks = new HashMap<>();

    /** Attempts that somebody was told are unknown: an order for one of them comes too late. */
    private final Set<AttemptId> denied = new HashSet<>();

    HeldTasks(ProcessTable processes, JournalSpace space, Clock clock, EventLog events, Runnable changed) {
        this.processes = processes;
        this.space = space;
        this.clock = clock;
        this.events = events;
        this.changed = changed;
    }

    /** Lets go of those whose end is on the disk; true when none is left. */
    boolean isEmpty() {
        tasks.values().removeIf(HeldTask::isRecorded);
        return tasks.isEmpty();
    }

    int size() {
        return tasks.size();
    }

    void setQuota(long quota) {
        space.setQuota(quota);
    }

    /** Starts a task; the connection is told how it goes on. */
    JsonObject launch(JsonObject request, HolderConnection connection) {
        LaunchOrder order;
        try {
            order = Fields.read(request, Fields.Unknown.IGNORED, LaunchOrder::read);
        } catch (InvalidFields | IllegalArgumentException e) {
            return failed("the order cannot be understood: " + e.getMessage());
        }
        if (denied.contains(order.attempt()) || tasks.containsKey(order.attempt())) {
            return failed("the attempt has been ordered before, or given up");
        }
        try {
            HeldTask task = start(order);
            connection.attach(task);
            return JsonObject.of("launched", json(task.process().identity()));
        } catch (RootRefused e) {
            return JsonObject.builder()
                    .put("failed", e.reason())
                    .put("code", e.code())
                    .build();
        } catch (SpawnFailed e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed("the agent's journal cannot be written: " + e.getMessage());
        }
    }

    JsonObject attach(String attempt, HolderConnection connection) {
        AttemptId id = new AttemptId(UUID.fromString(attempt));
        HeldTask task = tasks.get(id);
        if (task == null) {
            denied.add(id);
            return UNKNOWN;
        }
        connection.attach(task);
        return JsonObject.of("attached", json(task.process().identity()));
    }

    JsonObject kill(JsonObject request) {
        String attempt = request.text("attempt");
        HeldTask task = attempt == null ? null : tasks.get(new AttemptId(UUID.fromString(attempt)));
        if (task == null) {
            return UNKNOWN;
        }
        JsonObject cause = request.object("cause");
        long grace = request.get("graceMs") instanceof Long millis ? millis : 0;
        task.ender().end(cause == null ? JsonObject.EMPTY : cause, Duration.ofMillis(grace));
        return DONE;
    }

    /** Ends all of them; returns at once. */
    void endAll(JsonObject cause) {
        for (HeldTask task : tasks.values()) {
            task.ender().end(cause, task.order().grace());
        }
    }

    private HeldTask start(LaunchOrder order) throws SpawnFailed, RootRefused, IOException {
        ExitFile.reserve(order.folder());
        FrameWriter log = new FrameWriter(order.folder(), space, clock);
        long startedAt = System.nanoTime();
        TaskProcess process = process(order);
        TaskEnder ender = new TaskEnder(process, events);
        HeldTask task = new HeldTask(order, process, startedAt, log, ender, clock, events, changed);
        tasks.put(order.attempt(), task);
        AgentThread.start("task-" + process.identity().pid(), task);
        return task;
    }

    private TaskProcess process(LaunchOrder order) throws SpawnFailed, RootRefused, IOException {
        RootOrder root = order.root();
        try {
            return root == null ? OwnTask.start(order, processes) : RootTask.start(order, root);
        } catch (SpawnFailed | RootRefused e) {
            ExitFile.delete(order.folder());
            throw e;
        } catch (IOException e) {
            ExitFile.delete(order.folder());
            throw new RootRefused(RootRefused.NOT_STARTED, "the root broker could not be asked: " + e.getMessage());
        }
    }

    private static JsonObject failed(@Nullable String why) {
        return JsonObject.of("failed", why);
    }

    private static JsonObject json(ProcessIdentity identity) {
        return JsonObject.builder()
                .put("pid", identity.pid())
                .put("startTicks", identity.startTicks())
                .put("bootId", identity.bootId())
                .build();
    }
}
