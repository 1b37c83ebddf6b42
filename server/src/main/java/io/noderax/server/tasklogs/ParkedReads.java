package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.server.waiting.Parked;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The reads that wait for a log to grow. Memory only: a parked read costs an entry here, no thread and no query. Safe for
 * several threads; the lock is never held during I/O.
 */
@Singleton
class ParkedReads {
    private final Parked<TaskId, ParkedRead> parked = new Parked<>(ParkedRead::task);
    private final List<Consumer<TaskId>> others = new CopyOnWriteArrayList<>();
    private volatile Consumer<ParkedRead> look = _ -> {};

    /** What to do with a read that may have news; it is called on a thread of its own. */
    void whenWoken(Consumer<ParkedRead> action) {
        look = action;
    }

    /** Who else wants to know that a log may have grown. Called by whoever stores; it must not block. */
    void alsoWake(Consumer<TaskId> listener) {
        others.add(listener);
    }

    void add(ParkedRead read) {
        parked.add(read);
    }

    /** False when it was not parked: then somebody looks for it. */
    boolean remove(ParkedRead read) {
        return parked.remove(read);
    }

    /** The log may have grown, or its state may have changed. Does not block. */
    void wake(TaskId task) {
        others.forEach(listener -> listener.accept(task));
        for (ParkedRead read : parked.take(task)) {
            Thread.ofVirtual().name("log-reader").start(() -> look.accept(read));
        }
    }

    /** Wakes those who have not seen this state of the log. */
    void wakeIfNews(LogHead head) {
        if (parked.has(
                head.task(), read -> head.end() > read.offset() || !head.state().mayGrow())) {
            wake(head.task());
        }
    }

    Set<TaskId> tasks() {
        return parked.keys();
    }

    /** Takes all of them out. */
    List<ParkedRead> clear() {
        return parked.takeAll();
    }
}
