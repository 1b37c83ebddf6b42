package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.server.waiting.Parked;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The reads that wait for a log to grow. Memory only: a parked read costs an entry here, no thread and no query. Safe for
 * several threads; the lock is never held during I/O.
 */
@Singleton
class ParkedReads {
    private final Parked<TaskId, ParkedRead> parked = new Parked<>(ParkedRead::task);
    private volatile Consumer<ParkedRead> look = _ -> {};

    /** What to do with a read that may have news; it is called on a thread of its own. */
    void whenWoken(Consumer<ParkedRead> action) {
        look = action;
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
