package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The reads that wait for a log to grow. Memory only: a parked read costs an entry here, no thread and no query. Safe for
 * several threads; the lock is never held during I/O.
 */
@Singleton
class ParkedReads {
    private final Map<TaskId, Set<ParkedRead>> parked = new HashMap<>();
    private volatile Consumer<ParkedRead> look = _ -> {};

    /** What to do with a read that may have news; it is called on a thread of its own. */
    void whenWoken(Consumer<ParkedRead> action) {
        look = action;
    }

    synchronized void add(ParkedRead read) {
        parked.computeIfAbsent(read.task(), _ -> new HashSet<>()).add(read);
    }

    /** False when it was not parked: then somebody looks for it. */
    synchronized boolean remove(ParkedRead read) {
        Set<ParkedRead> reads = parked.get(read.task());
        if (reads == null || !reads.remove(read)) {
            return false;
        }
        if (reads.isEmpty()) {
            parked.remove(read.task());
        }
        return true;
    }

    /** The log may have grown, or its state may have changed. Does not block. */
    void wake(TaskId task) {
        for (ParkedRead read : take(task)) {
            Thread.ofVirtual().name("log-reader").start(() -> look.accept(read));
        }
    }

    /** Wakes those who have not seen this state of the log. */
    void wakeIfNews(LogHead head) {
        if (isNews(head)) {
            wake(head.task());
        }
    }

    private synchronized boolean isNews(LogHead head) {
        return parked.getOrDefault(head.task(), Set.of()).stream()
                .anyMatch(read -> head.end() > read.offset() || !head.state().mayGrow());
    }

    synchronized Set<TaskId> tasks() {
        return Set.copyOf(parked.keySet());
    }

    /** Takes all of them out. */
    synchronized List<ParkedRead> clear() {
        List<ParkedRead> all = parked.values().stream().flatMap(Set::stream).toList();
        parked.clear();
        return all;
    }

    private synchronized Set<ParkedRead> take(TaskId task) {
        Set<ParkedRead> reads = parked.remove(task);
        return reads == null ? Set.of() : reads;
    }
}
