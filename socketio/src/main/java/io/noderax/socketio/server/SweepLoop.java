package io.noderax.socketio.server;

import java.lang.System.Logger.Level;
import java.time.Duration;

/** The one clock of a server: looks at all connections again and again, because a timer for each would cost more. */
public final class SweepLoop implements Runnable, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SweepLoop.class.getName());

    private final SocketServer server;
    private final Duration every;
    private final Thread thread;

    private SweepLoop(SocketServer server) {
        this.server = server;
        long interval = server.settings().heartbeat().interval().toMillis();
        this.every = Duration.ofMillis(Math.clamp(interval / 20, 5, 1000));
        this.thread = Thread.ofPlatform().daemon().name("socketio-sweep").unstarted(this);
    }

    public static SweepLoop start(SocketServer server) {
        SweepLoop loop = new SweepLoop(server);
        loop.thread.start();
        return loop;
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(every);
                sweep();
            }
        } catch (InterruptedException _) {
            // That is how it is stopped.
        }
    }

    private void sweep() {
        try {
            server.sweep();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "looking at the sockets failed", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
