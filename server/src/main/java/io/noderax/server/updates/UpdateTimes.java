package io.noderax.server.updates;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** The times of managed updates that are settings (docs/operations.md). */
@ConfigMapping(prefix = "noderax.updates")
interface UpdateTimes {
    /** How long a node that was offline after the update was sent may be so before another one takes its turn. */
    Duration takenWithin();

    /** How long an updater may say nothing while it works. */
    Duration reportWithin();

    /** How long a node may take to come back with the new version. */
    Duration reconnectWithin();
}
