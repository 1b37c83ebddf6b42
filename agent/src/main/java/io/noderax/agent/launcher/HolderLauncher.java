package io.noderax.agent.launcher;

import io.noderax.agent.holder.HolderAddress;
import io.noderax.agent.holder.LaunchOrder;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.AgentThread;
import io.noderax.agent.tasks.HolderLost;
import io.noderax.agent.tasks.LaunchFailed;
import io.noderax.agent.tasks.RunningTask;
import io.noderax.agent.tasks.TaskLauncher;
import io.noderax.linux.ProcessIdentity;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.SpawnFailed;
import io.noderax.linux.TerminationLoop;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has a holder start tasks. Safe for any number of threads. */
public final class HolderLauncher implements TaskLauncher {
    private final HolderPlace place;
    private final long quota;
    private final ProcessTable processes;
    private final Duration grace;
    private final EventLog log;
    private final HolderStartLoop start;

    /** @param grace from TERM to KILL for what is left of a task whose holder is gone */
    public HolderLauncher(
            Path journal,
            long quota,
            ProcessTable processes,
            Map<String, String> environment,
            Duration grace,
            EventLog log) {
        this.place = HolderPlace.of(journal, environment);
        this.quota = quota;
        this.processes = processes;
        this.grace = grace;
        this.log = log;
        this.start = new HolderStartLoop(place, quota, processes, environment, log);
    }

    @Override
    public String holder() {
        return HolderAddress.name();
    }

    @Override
    public void prepare() {
        AgentThread.start("holder-start", () -> {
            try {
                start.connect().close();
            } catch (IOException | SpawnFailed e) {
                log.debug("holder not there yet", "error", e);
            }
        });
    }

    @Override
    public RunningTask launch(LaunchOrder order) throws LaunchFailed, HolderLost {
        HolderLink link = connect();
        JsonObject answer;
        try {
            answer = link.ask(JsonObject.of("launch", order.toJson()));
        } catch (IOException e) {
            link.close();
            throw new HolderLost("the holder went away while it started the task", e);
        }
        JsonObject launched = answer.object("launched");
        if (launched == null) {
            link.close();
            throw new LaunchFailed(answer.text("code"), String.valueOf(answer.text("failed")));
        }
        return task(order.attempt(), launched, link, HolderAddress.name());
    }

    @Override
    public @Nullable RunningTask attach(AttemptId attempt, String holder) {
        try {
            HolderLink link = HolderLink.open(place.socket(holder), quota);
            JsonObject attached =
                    link.ask(JsonObject.of("attach", attempt.toString())).object("attached");
            if (attached != null) {
                return task(attempt, attached, link, holder);
            }
            link.close();
        } catch (IOException e) {
            log.debug("holder is gone", "holder", holder, "error", e);
        }
        return null;
    }

    @Override
    public void endRemains(AttemptId attempt, @Nullable ProcessIdentity leader) {
        int left = new TerminationLoop(processes).end(LaunchOrder.family(attempt, leader), grace);
        if (left > 0) {
            log.warn("processes of a task could not be ended", "processes", left, "attempt", attempt);
        }
    }

    /** One that a service manager starts goes by itself soon; to ask would start one. */
    @Override
    public void retire() {
        if (place.activated()) {
            return;
        }
        try (HolderLink link = HolderLink.open(place.socket(holder()), quota)) {
            link.ask(JsonObject.of("retire", true));
        } catch (IOException e) {
            log.debug("no holder to let go", "error", e);
        }
    }

    private HolderLink connect() throws LaunchFailed {
        try {
            return start.connect();
        } catch (IOException | SpawnFailed e) {
            throw new LaunchFailed("the agent's holder process could not be started: " + e.getMessage(), e);
        }
    }

    private RunningTask task(AttemptId attempt, JsonObject identity, HolderLink link, String holder) {
        long pid = identity.get("pid") instanceof Long number ? number : 0;
        long ticks = identity.get("startTicks") instanceof Long number ? number : 0;
        ProcessIdentity leader = new ProcessIdentity((int) pid, ticks, String.valueOf(identity.text("bootId")));
        return new HeldRunningTask(attempt, leader, link, () -> HolderLink.open(place.socket(holder), quota), log);
    }
}
