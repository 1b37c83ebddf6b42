package io.noderax.server.telemetry;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.telemetry.MetricView;
import io.noderax.server.events.Events;
import io.noderax.server.events.Happening;
import io.noderax.server.events.Severity;
import io.noderax.server.nodes.NodeDeleted;
import io.noderax.server.storage.Database;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Says once that a measure is too high, and once that it is not any more. The open alarms are rows, so that neither a restart nor
 * a second process says it again. Costs no statement while nothing changes.
 */
@Singleton
class Alarms {
    private static final double MEMORY_LIMIT = 95;
    private static final double DISK_LIMIT = 90;

    private record Watch(AlarmRule rule, Function<MetricView, @Nullable Double> measure) {}

    private record Key(NodeId node, String type) {}

    private final Database database;
    private final AlarmStore store;
    private final Events events;
    private final List<Watch> watches;
    private final ConcurrentHashMap<Key, AlarmRule.State> states = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, Severity> open = new ConcurrentHashMap<>();

    Alarms(
            Database database,
            AlarmStore store,
            Events events,
            @ConfigProperty(name = "noderax.metrics.high-cpu") double highCpu) {
        this.database = database;
        this.store = store;
        this.events = events;
        this.watches = List.of(
                new Watch(new AlarmRule("high.cpu", "CPU", highCpu), MetricView::cpuUsage),
                new Watch(new AlarmRule("high.memory", "Memory", MEMORY_LIMIT), MetricView::memoryUsage),
                new Watch(new AlarmRule("high.disk", "Disk", DISK_LIMIT), MetricView::diskUsage));
    }

    void onStart(@Observes StartupEvent started) {
        database.run(store::open).forEach(alarm -> open.put(new Key(alarm.node(), alarm.type()), alarm.severity()));
    }

    /** Blocks only when an alarm begins, changes or ends. */
    void saw(MetricView sample) {
        for (Watch watch : watches) {
            Key key = new Key(sample.nodeId(), watch.rule().type());
            Double value = watch.measure().apply(sample);
            if (value == null) {
                continue;
            }
            Severity before = open.get(key);
            AlarmRule.State next = watch.rule().next(states.get(key), before, value, sample.recordedAt());
            states.put(key, next);
            if (next.open() != before) {
                change(sample, watch.rule(), next.open(), value);
                remember(key, next.open());
            }
        }
    }

    void forget(@Observes NodeDeleted deleted) {
        states.keySet().removeIf(key -> key.node().equals(deleted.node()));
        open.keySet().removeIf(key -> key.node().equals(deleted.node()));
    }

    private void remember(Key key, @Nullable Severity severity) {
        if (severity == null) {
            open.remove(key);
        } else {
            open.put(key, severity);
        }
    }

    private void change(MetricView sample, AlarmRule rule, @Nullable Severity severity, double value) {
        database.inTransaction(tx -> {
            boolean isNews = severity == null
                    ? store.close(tx, sample.nodeId(), rule.type())
                    : store.raise(tx, sample.nodeId(), rule.type(), severity, value);
            if (isNews) {
                events.publish(tx, happening(sample, rule, severity, value));
            }
        });
    }

    private static Happening happening(MetricView sample, AlarmRule rule, @Nullable Severity severity, double value) {
        String words = severity == null
                ? "%s is at %.1f %%, below its limit of %.0f %% again"
                : "%s has been at or above its limit of %3$.0f %%, now at %2$.1f %%";
        return new Happening(
                sample.workspaceId(),
                sample.nodeId(),
                severity == null ? rule.type() + ".resolved" : rule.type(),
                severity == null ? Severity.INFO : severity,
                words.formatted(rule.measure(), value, rule.limit()),
                JsonObject.builder()
                        .put(rule.measure().toLowerCase(Locale.ROOT) + "Usage", value)
                        .put("threshold", rule.limit())
                        .build());
    }
}
