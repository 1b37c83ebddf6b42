package io.noderax.server.telemetry;

import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.telemetry.MetricView;
import io.noderax.server.realtime.Announcements;
import io.noderax.server.realtime.ConsoleSessions;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signals;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the browsers of this process the samples that agents have sent to other ones. Without browsers or other processes, nothing runs. */
@Singleton
class MetricEchoes {
    private static final int MOST = 10_000;

    private final Database database;
    private final MetricStore store;
    private final ConsoleSessions consoles;
    private final Announcements announcements;
    private final Signals signals;
    private @Nullable Long last;

    MetricEchoes(
            Database database,
            MetricStore store,
            ConsoleSessions consoles,
            Announcements announcements,
            Signals signals) {
        this.database = database;
        this.store = store;
        this.consoles = consoles;
        this.announcements = announcements;
        this.signals = signals;
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void echo() {
        List<UUID> workspaces = consoles.all().stream()
                .flatMap(console -> console.viewer().workspaces().stream())
                .distinct()
                .map(WorkspaceId::value)
                .toList();
        if (workspaces.isEmpty() || !signals.hasOthers()) {
            last = null;
            return;
        }
        Long from = last;
        if (from == null) {
            last = database.run(store::lastNumber);
            return;
        }
        for (MetricStore.Numbered stored :
                database.run(db -> store.storedElsewhere(db, signals.self(), workspaces, from, MOST))) {
            last = stored.number();
            MetricView sample = stored.sample();
            announcements.mentionMeasures(sample.workspaceId(), sample.nodeId(), () -> Metrics.announced(sample, null));
        }
    }
}
