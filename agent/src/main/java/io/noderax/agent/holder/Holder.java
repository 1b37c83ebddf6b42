package io.noderax.agent.holder;

import io.noderax.agent.containment.Containment;
import io.noderax.agent.journal.JournalSpace;
import io.noderax.agent.log.EventLog;
import io.noderax.linux.ProcessTable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Holds the tasks whose agents connect to a socket, whoever has made that. */
public final class Holder {
    private final HolderLoop loop;
    private final Containment containment;
    private final EventLog events;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Holder(HolderLoop loop, Containment containment, EventLog events) {
        this.loop = loop;
        this.containment = containment;
        this.events = events;
    }

    /** A holder that listens there; the socket stays the caller's. */
    public static Holder at(ServerSocketChannel socket, JournalSpace space, EventLog events) throws IOException {
        return make(socket, space, events, _ -> false);
    }

    /** The same in a unit of systemd, which can start the next one only when no limits are left in the unit's group. */
    public static Holder inUnit(ServerSocketChannel socket, JournalSpace space, EventLog events) throws IOException {
        return make(socket, space, events, Containment::holdsLimits);
    }

    private static Holder make(
            ServerSocketChannel socket, JournalSpace space, EventLog events, Predicate<Containment> needed)
            throws IOException {
        ProcessTable processes = new ProcessTable(Path.of("/proc"));
        Containment containment = new Containment(Path.of("/"), processes, events);
        HolderLoop loop = new HolderLoop(
                socket,
                events,
                (onLoop, changed) ->
                        new HeldTasks(processes, containment, space, Clock.systemUTC(), events, onLoop, changed),
                () -> needed.test(containment));
        return new Holder(loop, containment, events);
    }

    /** Blocks until there has been nothing to hold for a while, or it was stopped. */
    public void run() throws IOException {
        events.info("holder started", "pid", ProcessHandle.current().pid());
        try (containment) {
            loop.run();
            events.info("holder ended");
        } finally {
            ended.countDown();
        }
    }

    /** Ends the tasks, and waits until how they ended is written down. Any thread. */
    public void stop(Duration longest) {
        loop.stop();
        try {
            ended.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
