package io.noderax.agent.root;

import io.noderax.linux.ChildExit;
import io.noderax.linux.Descriptor;
import io.noderax.linux.ExitWatch;
import io.noderax.linux.ProcessIdentity;
import io.noderax.linux.ResourceUse;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A process that the broker has started as root, at the other end of a connection. Safe for any number of threads. */
public final class RootProcess implements ExitWatch, AutoCloseable {
    private static final Duration BEYOND_GRACE = Duration.ofSeconds(8);
    private static final long LOOK_AGAIN_MS = 20;

    private final ProcessIdentity identity;
    private final RootLines lines;
    private @Nullable ChildExit exit;
    private @Nullable Integer left;
    private ResourceUse use = ResourceUse.UNKNOWN;
    private boolean lost;
    private boolean over;

    RootProcess(ProcessIdentity identity, RootLines lines) {
        this.identity = identity;
        this.lines = lines;
    }

    public ProcessIdentity identity() {
        return identity;
    }

    /** Becomes readable when the process has ended, or the broker is gone. */
    public Descriptor exitDescriptor() throws IOException {
        return lines.duplicate();
    }

    /** Also known, as unknown, when the broker is gone. */
    @Override
    public synchronized @Nullable ChildExit look() {
        listen();
        return exit;
    }

    /** What it and its descendants have used; known with its exit. */
    public synchronized ResourceUse use() {
        return use;
    }

    /** Whether the broker went away before the process had ended. */
    public synchronized boolean isBrokerLost() {
        return lost;
    }

    /** Has every process of the family ended: TERM, the grace, KILL. Returns at once. */
    public void end(Duration grace) {
        order(BrokerMessages.END, grace);
    }

    /**
     * The same with HUP first; blocks until they are gone.
     *
     * @return how many are left, as far as anybody knows
     */
    public synchronized int hangUp(Duration grace) {
        left = null;
        order(BrokerMessages.HANG_UP, grace);
        long deadline = System.nanoTime() + grace.plus(BEYOND_GRACE).toNanos();
        listen();
        try {
            while (left == null && !over && System.nanoTime() - deadline < 0) {
                wait(LOOK_AGAIN_MS);
                listen();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Integer told = left;
        return told == null ? (over ? 0 : 1) : told;
    }

    /** Lets the broker go; it ends the process if that has not ended. */
    @Override
    public synchronized void close() {
        over = true;
        lines.close();
    }

    private void order(String what, Duration grace) {
        try {
            lines.send(BrokerMessages.order(what, grace));
        } catch (IOException e) {
            // The broker is gone, which the next look sees; it ends what it has started.
        }
    }

    /** Takes what the broker has said. */
    private void listen() {
        try {
            for (JsonObject said = over ? null : lines.receive(Duration.ZERO);
                    said != null;
                    said = lines.receive(Duration.ZERO)) {
                take(said);
            }
        } catch (IOException e) {
            over = true;
            lost = exit == null;
            exit = exit == null ? new ChildExit.Unknown() : exit;
        }
    }

    private void take(JsonObject said) {
        JsonObject exited = said.object(BrokerMessages.EXITED);
        if (exited != null) {
            exit = BrokerMessages.exit(exited);
            use = BrokerMessages.use(exited);
        }
        if (said.get(BrokerMessages.ENDED) instanceof Long count) {
            left = count.intValue();
        }
    }
}
