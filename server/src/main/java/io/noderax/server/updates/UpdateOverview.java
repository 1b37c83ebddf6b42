package io.noderax.server.updates;

import io.noderax.protocol.update.ReleaseView;
import io.noderax.protocol.update.RolloutView;
import io.noderax.protocol.update.UpdateSummary;
import io.noderax.server.storage.Database;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** How up to date the nodes are. */
@Singleton
class UpdateOverview {
    private final Database database;
    private final RolloutStore rollouts;
    private final TargetStore targets;
    private final Releases releases;

    UpdateOverview(Database database, RolloutStore rollouts, TargetStore targets, Releases releases) {
        this.database = database;
        this.rollouts = rollouts;
        this.targets = targets;
        this.releases = releases;
    }

    /** Without a release nothing is outdated. */
    UpdateSummary summary() {
        ReleaseView latest = releases.views().stream().findFirst().orElse(null);
        return database.run(db -> {
            long[] outdated = latest == null ? new long[] {0, 0} : targets.outdated(db, latest.version());
            return new UpdateSummary(latest, outdated[0], outdated[1], active(db), releases.readAt());
        });
    }

    private @Nullable RolloutView active(Handle db) {
        return rollouts.active(db)
                .map(rollout -> rollout.with(targets.of(db, List.of(rollout.id()))))
                .orElse(null);
    }
}
