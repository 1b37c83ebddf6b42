package io.noderax.system;

import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * An operator who keeps every agent busy: queues a task when one has too few, cancels those that are to be cancelled, and sees them
 * end. A server that is away is asked again later. Runs on a thread of its own; the rest may be called by another.
 */
final class TendLoop implements Runnable {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Set<String> FINAL = Set.of("success", "failed", "cancelled");

    private record Live(TestNode node, ChaosTask task) {}

    private final ChaosStage stage;
    private final Random random;
    private final int atOnce;
    private final BiFunction<java.nio.file.Path, Random, ChaosTask> draw;
    private final Thread thread = Thread.ofVirtual().unstarted(this);

    // All guarded by this.
    private final Map<String, Live> live = new LinkedHashMap<>();
    private final Map<String, ChaosTask> ended = new LinkedHashMap<>();
    private final List<ChaosTask> unacknowledged = new ArrayList<>();
    private int left;
    private int drawn;

    /**
     * @param most how many tasks in all
     * @param atOnce how many an agent has to do
     */
    TendLoop(ChaosStage stage, int most, int atOnce, BiFunction<java.nio.file.Path, Random, ChaosTask> draw) {
        this.stage = stage;
        this.random = new Random(stage.random().nextLong());
        this.left = most;
        this.atOnce = atOnce;
        this.draw = draw;
    }

    TendLoop start() {
        thread.start();
        return this;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                tend();
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (UncheckedIOException | JsonException e) {
                // The server is away; the next round asks again.
            }
        }
    }

    synchronized void queueNoMore() {
        left = 0;
    }

    synchronized int endedCount() {
        return ended.size();
    }

    /** Waits until so many more tasks have ended than now. */
    void awaitMore(int tasks, String when) {
        int before = endedCount();
        new WaitLoop(tasks + " tasks end " + when, Duration.ofMinutes(1)).until(() -> endedCount() >= before + tasks);
    }

    /** Waits until all have ended, and checks each; what has not ended by then is lost. */
    void finish(Duration longest, ChaosCheck check, ChaosResult result) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < deadline && !isDone()) {
            Thread.sleep(PAUSE);
        }
        thread.interrupt();
        thread.join();
        synchronized (this) {
            ended.forEach(check::check);
            live.forEach((id, pending) -> result.lost(id + " (" + pending.task().end() + ") is still "
                    + stage.operator().status(id) + " "
                    + stage.operator().task(id).get("statusReason")));
            for (ChaosTask task : unacknowledged) {
                if (task.runs() > 1) {
                    result.doubled("a task whose creation was not acknowledged");
                }
            }
        }
    }

    private synchronized boolean isDone() {
        return left <= 0 && live.isEmpty();
    }

    private void tend() {
        Map<String, Live> now;
        synchronized (this) {
            now = new LinkedHashMap<>(live);
        }
        now.forEach(this::look);
        for (AgentProcess agent : stage.agents()) {
            while (wantsMore(agent.node())) {
                queue(agent.node());
            }
        }
    }

    private void look(String id, Live pending) {
        if (pending.task().isToBeCancelled() && pending.task().isReady()) {
            stage.operator().http().post("/api/v1/tasks/" + id + "/cancel");
        }
        JsonObject view = stage.operator().task(id);
        if (FINAL.contains(String.valueOf(view.text("status")))) {
            synchronized (this) {
                live.remove(id);
                ended.put(id, pending.task());
            }
        }
    }

    private synchronized boolean wantsMore(TestNode node) {
        long busy = live.values().stream()
                .filter(pending -> pending.node().equals(node))
                .count();
        return left > 0 && busy < atOnce;
    }

    private void queue(TestNode node) {
        ChaosTask task = draw.apply(stage.folder("task-" + drawn++), random);
        JsonObject payload = JsonObject.builder()
                .put("command", task.command())
                .putIfPresent("timeout_seconds", task.timeoutSeconds())
                .build();
        JsonObject wanted = JsonObject.builder()
                .put("nodeId", node.id())
                .put("type", "shell.exec")
                .put("payload", payload)
                .build();
        try {
            Http.Answer created = stage.operator().http().post("/api/v1/tasks", wanted);
            if (created.status() != 201) {
                throw new UncheckedIOException(new java.io.IOException("not created: " + created));
            }
            synchronized (this) {
                live.put(String.valueOf(created.body().text("id")), new Live(node, task));
                left--;
            }
        } catch (UncheckedIOException e) {
            synchronized (this) {
                unacknowledged.add(task);
            }
            throw e;
        }
    }
}
