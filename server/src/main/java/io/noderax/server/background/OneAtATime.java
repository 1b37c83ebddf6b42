package io.noderax.server.background;

import org.jboss.logging.Logger;

/**
 * Work in the background that runs once at a time; asked for while it runs, it runs once more. What fails is asked for again by
 * the next look. Safe for several threads.
 */
public final class OneAtATime {
    private static final Logger LOG = Logger.getLogger(OneAtATime.class);

    private final String name;
    private final Runnable work;

    // Guarded by this.
    private boolean running;
    private boolean again;

    public OneAtATime(String name, Runnable work) {
        this.name = name;
        this.work = work;
    }

    /** Does not block. */
    public synchronized void look() {
        if (running) {
            again = true;
            return;
        }
        running = true;
        Thread.ofVirtual().name(name).start(this::run);
    }

    private void run() {
        do {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warnf(e, "work failed, it is tried again later name=%s", name);
            }
        } while (isAskedAgain());
    }

    private synchronized boolean isAskedAgain() {
        running = again;
        again = false;
        return running;
    }
}
