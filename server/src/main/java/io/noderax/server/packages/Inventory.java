package io.noderax.server.packages;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.packages.PackageEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is installed on a node, as it last said.
 *
 * @param task which said so
 * @param outdated packages were changed after that
 * @param readAt by the clock that {@code takenAt} is of
 */
record Inventory(TaskId task, List<PackageEntry> packages, Instant takenAt, boolean outdated, Instant readAt) {
    boolean isFresh(Duration freshFor) {
        return !outdated && takenAt.plus(freshFor).isAfter(readAt);
    }
}
