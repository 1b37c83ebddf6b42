package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The heads of the logs to which lines were appended lately, as they were then; a statement that relies on one says so in its
 * condition. Safe for several threads.
 */
@Singleton
class KnownHeads {
    private static final int MOST = 2_000;

    // Guarded by itself.
    private final Map<TaskId, LogHead> heads = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TaskId, LogHead> eldest) {
            return size() > MOST;
        }
    };

    @Nullable
    LogHead find(TaskId task) {
        synchronized (heads) {
            return heads.get(task);
        }
    }

    /** Those that stand within a line are not kept: what they carry may be large. */
    void keep(LogHead head) {
        synchronized (heads) {
            if (head.carry().hasRemaining() || head.ended()) {
                heads.remove(head.task());
            } else {
                heads.put(head.task(), head);
            }
        }
    }

    void forget(TaskId task) {
        synchronized (heads) {
            heads.remove(task);
        }
    }
}
