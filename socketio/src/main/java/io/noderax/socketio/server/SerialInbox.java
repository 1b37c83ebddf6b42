package io.noderax.socketio.server;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs what it is given one after the other, on a thread that it has only while there is something to run. Guarded by itself. */
final class SerialInbox {
    private static final System.Logger LOG = System.getLogger(SerialInbox.class.getName());

    private final Executor threads;
    private @Nullable ArrayDeque<Runnable> waiting;
    private boolean running;

    SerialInbox(Executor threads) {
        this.threads = threads;
    }

    void add(Runnable task) {
        synchronized (this) {
            if (waiting == null) {
                waiting = new ArrayDeque<>(4);
            }
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        threads.execute(this::drain);
    }

    private void drain() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "a socket's listener failed", e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = waiting == null ? null : waiting.poll();
        if (task == null) {
            waiting = null;
            running = false;
        }
        return task;
    }
}
