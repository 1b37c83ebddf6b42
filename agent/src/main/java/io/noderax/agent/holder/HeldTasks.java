package io.noderax.agent.holder;

import io.noderax.agent.containment.Containment;
import io.noderax.agent.journal.ExitFile;
import io.noderax.agent.journal.FrameWriter;
import io.noderax.agent.journal.JournalSpace;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.AgentThread;
import io.noderax.linux.ProcessIdentity;
import io.noderax.linux.ProcessTable;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tasks that a holder has, and what it does for a request. Only the holder's loop uses it. */
final class HeldTasks {
    private static final JsonObject DONE = JsonObject.of("done", true);
    private static final JsonObject UNKNOWN = JsonObject.of("unknown", true);

    private final ProcessTable processes;
    private final Containment containment;
    private final JournalSpace space;
    private final Clock clock;
    private final EventLog events;
    private final Executor loop;
    private final Runnable changed;
    private final Map<AttemptId, HeldTask> tasks = new HashMap<>();

    /** Attempts that the root broker is being asked to start, and what is to be done when it has answered. */
    private final Map<AttemptId, List<Runnable>> starting = new HashMap<>();

    /** Attempts that somebody was told are unknown: an order for one of them comes too late. */
    private final Set<AttemptId> denied = new HashSet<>();

    /** Why nothing is held any more; null before. */
    private @Nullable JsonObject endCause;

    /**
     * @param loop runs what it is given on the holder's loop
     * @param changed called whenever a task has something new to tell; any thread
     */
    HeldTasks(
            ProcessTable processes,
            Containment containment,
            JournalSpace space,
            Clock clock,
            EventLog events,
            Executor loop,
            Runnable changed) {
        this.processes = processes;
        this.containment = containment;
        this.space = space;
        this.clock = clock;
        this.events = events;
        this.loop = loop;
        this.changed = changed;
    }

    /** Lets go of those whose end is on the disk; true when none is left. */
    boolean isEmpty() {
        tasks.values().removeIf(HeldTask::isRecorded);
        return tasks.isEmpty() && starting.isEmpty();
    }

    int size() {
        return tasks.size() + starting.size();
    }

    void setQuota(long quota) {
        space.setQuota(quota);
    }

    /** Starts a task; the connection is told how it goes on. */
    void launch(JsonObject request, HolderConnection connection, Consumer<JsonObject> answer) {
        LaunchOrder order;
        try {
            order = Fields.read(request, Fields.Unknown.IGNORED, LaunchOrder::read);
        } catch (InvalidFields | IllegalArgumentException e) {
            answer.accept(failed("the order cannot be understood: " + e.getMessage()));
            return;
        }
        AttemptId attempt = order.attempt();
        if (denied.contains(attempt) || tasks.containsKey(attempt) || starting.containsKey(attempt)) {
            answer.accept(failed("the attempt has been ordered before, or given up"));
            return;
        }
        try {
            ExitFile.reserve(order.folder());
            FrameWriter log = new FrameWriter(order.folder(), space, clock);
            start(new OrderedTask(order, log, connection, answer));
        } catch (IOException e) {
            answer.accept(failed("the agent's journal cannot be written: " + e.getMessage()));
        }
    }

    void attach(String attempt, HolderConnection connection, Consumer<JsonObject> answer) {
        AttemptId id = new AttemptId(UUID.fromString(attempt));
        List<Runnable> later = starting.get(id);
        HeldTask task = tasks.get(id);
        if (later != null) {
            later.add(() -> attach(attempt, connection, answer));
        } else if (task == null) {
            denied.add(id);
            answer.accept(UNKNOWN);
        } else {
            connection.attach(task);
            answer.accept(JsonObject.of("attached", json(task.process().identity())));
        }
    }

    void kill(JsonObject request, Consumer<JsonObject> answer) {
        String attempt = request.text("attempt");
        AttemptId id = attempt == null ? null : new AttemptId(UUID.fromString(attempt));
        List<Runnable> later = starting.get(id);
        HeldTask task = tasks.get(id);
        if (later != null) {
            later.add(() -> kill(request, answer));
        } else if (task == null) {
            answer.accept(UNKNOWN);
        } else {
            JsonObject cause = request.object("cause");
            long grace = request.get("graceMs") instanceof Long millis ? millis : 0;
            task.ender().end(cause == null ? JsonObject.EMPTY : cause, Duration.ofMillis(grace));
            answer.accept(DONE);
        }
    }

    /** Ends all of them, and what is still being started as soon as it is; returns at once. */
    void endAll(JsonObject cause) {
        endCause = cause;
        for (HeldTask task : tasks.values()) {
            task.ender().end(cause, task.order().grace());
        }
    }

    /** A child is there at once. The root broker may take its time, which is nobody else's: it is asked on a thread of its own. */
    private void start(OrderedTask ordered) {
        LaunchOrder order = ordered.order();
        RootOrder root = order.root();
        if (root == null) {
            take(ordered, Launch.by(() -> OwnTask.start(order, processes, containment)));
            return;
        }
        starting.put(order.attempt(), new ArrayList<>());
        AgentThread.start("root-launch", () -> {
            Launch launch = Launch.by(() -> RootTask.start(order, root));
            loop.execute(() -> {
                take(ordered, launch);
                List<Runnable> later = starting.remove(order.attempt());
                later.forEach(Runnable::run);
            });
        });
    }

    private void take(OrderedTask ordered, Launch launch) {
        switch (launch) {
            case Launch.Failed(JsonObject why) -> {
                giveUp(ordered.order());
                ordered.answer().accept(why);
            }
            case Launch.Runs runs -> {
                HeldTask task = hold(ordered, runs);
                ordered.connection().attach(task);
                ordered.answer()
                        .accept(JsonObject.of("launched", json(task.process().identity())));
            }
        }
    }

    private HeldTask hold(OrderedTask ordered, Launch.Runs runs) {
        LaunchOrder order = ordered.order();
        TaskProcess process = runs.process();
        if (process.lack() != null) {
            ordered.log().say("[noderax] the limits of the agent's settings do not all hold here: " + process.lack());
        }
        TaskEnder ender = new TaskEnder(process, events);
        HeldTask task = new HeldTask(order, process, runs.startedAt(), ordered.log(), ender, clock, events, changed);
        tasks.put(order.attempt(), task);
        AgentThread.start("task-" + process.identity().pid(), task);
        if (endCause != null) {
            ender.end(endCause, order.grace());
        }
        return task;
    }

    private void giveUp(LaunchOrder order) {
        try {
            ExitFile.delete(order.folder());
        } catch (IOException e) {
            events.warn("a launch that failed leaves its exit file", "attempt", order.attempt(), "error", e);
        }
    }

    private static JsonObject failed(String why) {
        return Launch.failed(null, why).answer();
    }

    private static JsonObject json(ProcessIdentity identity) {
        return JsonObject.builder()
                .put("pid", identity.pid())
                .put("startTicks", identity.startTicks())
                .put("bootId", identity.bootId())
                .build();
    }
}
