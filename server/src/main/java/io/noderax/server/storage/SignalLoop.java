package io.noderax.server.storage;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Listens for the other server processes on a connection of its own, for ever; greets them, and says good-bye. */
final class SignalLoop implements Runnable {
    private static final Logger LOG = Logger.getLogger(SignalLoop.class);
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final SignalStore store;
    private final Consumer<SignalStore.Heard> receiver;
    private final Runnable afterLoss;
    private volatile boolean stopped;
    private boolean hasListened;

    SignalLoop(SignalStore store, Consumer<SignalStore.Heard> receiver, Runnable afterLoss) {
        this.store = store;
        this.receiver = receiver;
        this.afterLoss = afterLoss;
    }

    @Override
    public void run() {
        Duration pause = FIRST_PAUSE;
        while (!stopped) {
            try (SignalStore.Listening listening = store.listen()) {
                pause = FIRST_PAUSE;
                begin();
                while (!stopped) {
                    receiver.accept(listening.next(WAIT));
                }
            } catch (SQLException | RuntimeException e) {
                pause = pauseAfter(e, pause);
            }
        }
    }

    /** The thread may stay in its wait: it is a daemon. */
    void stop() {
        stopped = true;
        try {
            store.send(SignalMessage.of(SignalMessage.Kind.BYE, store.self()));
        } catch (RuntimeException e) {
            LOG.debugf("no good-bye to other processes error=%s", e.getMessage());
        }
    }

    private void begin() {
        store.send(SignalMessage.of(SignalMessage.Kind.HELLO, store.self()));
        if (hasListened) {
            LOG.info("listening for other server processes again");
            afterLoss.run();
        }
        hasListened = true;
    }

    private Duration pauseAfter(Exception e, Duration pause) {
        if (!stopped) {
            LOG.warnf("cannot listen for other server processes, trying again error=%s", e.getMessage());
            try {
                Thread.sleep(pause);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                stopped = true;
            }
        }
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
