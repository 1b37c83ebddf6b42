package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Very many tasks wait for one node with 8 slots. */
final class Flood implements ChaosScenario {
    @Override
    public ChaosResult play(ChaosStage stage, ChaosPlan plan) throws Exception {
        ChaosResult result = new ChaosResult();
        AgentProcess agent = stage.start(stage.server().url(), Map.of());
        agent.kill();
        Map<String, ChaosTask> tasks = new LinkedHashMap<>();
        for (int i = 0; i < plan.times(); i++) {
            ChaosTask task = ChaosTask.small(stage.folder("task-" + i), stage.random());
            tasks.put(stage.operator().queue(agent.node().id(), task.command()), task);
        }
        long started = System.nanoTime();
        agent.start();
        new WaitLoop("the queue is empty", plan.span())
                .until(() -> isEmpty(stage, agent, "queued")
                        && isEmpty(stage, agent, "accepted")
                        && isEmpty(stage, agent, "running"));
        double seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
        ChaosOutput.say(
                "flood: %d tasks in %.1f s, %.0f a second".formatted(plan.times(), seconds, plan.times() / seconds));
        ChaosCheck check = new ChaosCheck(stage, result, Allowance.NONE);
        tasks.forEach(check::check);
        return result;
    }

    private static boolean isEmpty(ChaosStage stage, AgentProcess agent, String status) {
        for (JsonObject _ : stage.operator()
                .http()
                .get("/api/v1/tasks?limit=1&status=" + status + "&nodeId="
                        + agent.node().id())
                .items()) {
            return false;
        }
        return true;
    }
}
