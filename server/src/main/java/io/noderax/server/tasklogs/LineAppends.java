package io.noderax.server.tasklogs;

import io.noderax.protocol.task.LogRow;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Stores lines that come one by one. While one transaction is on its way to the disk, the lines that arrive gather and go with
 * the next; a line that is alone waits for nobody.
 */
@Singleton
class LineAppends {
    private static final int LARGEST_GROUP = 500;

    private final LineStorage storage;

    // Guarded by this.
    private List<PendingLine> waiting = new ArrayList<>();
    private boolean storing;

    LineAppends(LineStorage storage) {
        this.storage = storage;
    }

    /** Blocks until the line is on the disk. */
    LogRow append(PendingLine line) {
        if (isFirst(line)) {
            storage.store(takeGroup());
            Thread.ofVirtual().name("log-lines").start(this::storeWaiting);
        }
        return line.await();
    }

    private synchronized boolean isFirst(PendingLine line) {
        waiting.add(line);
        boolean first = !storing;
        storing = true;
        return first;
    }

    private void storeWaiting() {
        List<PendingLine> group = takeGroup();
        while (!group.isEmpty()) {
            storage.store(group);
            group = takeGroup();
        }
    }

    /** Empty when nobody waits: the next one that comes is the first again. */
    private synchronized List<PendingLine> takeGroup() {
        List<PendingLine> group = waiting;
        if (group.size() <= LARGEST_GROUP) {
            waiting = new ArrayList<>();
        } else {
            waiting = new ArrayList<>(group.subList(LARGEST_GROUP, group.size()));
            group = group.subList(0, LARGEST_GROUP);
        }
        storing = !group.isEmpty();
        return group;
    }
}
