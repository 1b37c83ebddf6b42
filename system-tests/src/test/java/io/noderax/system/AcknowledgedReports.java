package io.noderax.system;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.network.Relayed;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The completions that agents were told to be taken: none of them may be lost. Safe for several threads. */
final class AcknowledgedReports implements Relayed.Witness {
    private final Map<String, JsonObject> completions = new ConcurrentHashMap<>();

    @Override
    public void saw(Relayed exchange) {
        String path = exchange.request().path();
        if (path.endsWith("/completed") && exchange.status() / 100 == 2) {
            String task = path.replaceFirst(".*/tasks/([^/]+)/completed", "$1");
            completions.put(task, Json.parseObject(exchange.body()));
        }
    }

    void check(Operator operator, ChaosResult result) {
        completions.forEach((task, completion) -> {
            JsonObject view = operator.task(task);
            JsonObject ended = view.object("result");
            Object code = ended == null ? null : ended.get("exitCode");
            boolean kept = view.text("finishedAt") != null
                    && (completion.get("exitCode") == null
                            || completion.get("exitCode").equals(code));
            if (!kept) {
                result.lostReport(task + ": " + completion + " is now " + view.text("status") + ' ' + ended);
            }
        });
    }

    int count() {
        return completions.size();
    }
}
