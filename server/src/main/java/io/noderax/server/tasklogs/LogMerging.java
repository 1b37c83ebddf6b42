package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.server.background.OneAtATime;
import io.noderax.server.storage.Database;
import io.noderax.server.tasklogs.LogSegmentStore.Piece;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes few large pieces of many small ones, in the background; what is read does not change by it. */
@Singleton
class LogMerging {
    private static final int AT_ONCE = 100;

    private final Database database;
    private final LogHeadStore heads;
    private final LogSegmentStore segments;
    private final KnownHeads known;
    private final OneAtATime work = new OneAtATime("log-merging", this::mergeAsked);
    private final Set<TaskId> asked = new LinkedHashSet<>(); // guarded by itself

    LogMerging(Database database, LogHeadStore heads, LogSegmentStore segments, KnownHeads known) {
        this.database = database;
        this.heads = heads;
        this.segments = segments;
        this.known = known;
    }

    /** The log may have many small pieces. Does not block. */
    void look(TaskId task) {
        synchronized (asked) {
            asked.add(task);
        }
        work.look();
    }

    /** Looks for logs with many small pieces, also those of which nobody has told this process. */
    void lookForAll() {
        database.run(db -> heads.crowded(db, AT_ONCE)).forEach(this::look);
    }

    private void mergeAsked() {
        List<TaskId> tasks;
        synchronized (asked) {
            tasks = List.copyOf(asked);
            asked.clear();
        }
        tasks.forEach(this::merge);
    }

    private void merge(TaskId task) {
        LogHead head = database.run(db -> heads.find(db, task)).orElse(null);
        if (head == null || (head.smallSegments() <= LogHeadStore.CROWD && !head.isWhole())) {
            return;
        }
        List<Piece> small = database.run(db -> segments.small(db, task));
        MergePlan.of(small, head.isWhole()).forEach(run -> merge(task, run));
        database.inTransaction(tx -> heads.merged(tx, task));
        known.forget(task);
    }

    /** Those that somebody else has merged or deleted meanwhile stay as they are. */
    private void merge(TaskId task, List<Piece> run) {
        long first = run.getFirst().firstOffset();
        List<LogSegment> parts = database.run(
                db -> segments.between(db, task, first, run.getLast().end()));
        if (parts.size() != run.size()) {
            return;
        }
        LogSegment merged = LogSegment.joined(parts);
        database.inTransaction(tx -> segments.replace(tx, task, parts.size(), merged));
    }
}
