package io.noderax.agent.location;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.AgentThread;
import io.noderax.agent.loops.Backoff;
import io.noderax.agent.loops.StopSignal;
import io.noderax.protocol.node.NodeLocation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Where this machine is. Looks from the first question on, on a thread of its own, until one source knows it. */
public final class Location {
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    private final List<LocationSource> sources;
    private final Backoff pauses;
    private final StopSignal stop;
    private final EventLog log;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile @Nullable NodeLocation known;

    /** @param sources the best one first */
    public Location(List<LocationSource> sources, RandomGenerator random, StopSignal stop, EventLog log) {
        this.sources = List.copyOf(sources);
        this.pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
        this.stop = stop;
        this.log = log;
    }

    /**
     * What is known now.
     *
     * @param found called once, from another thread, when it gets known later; of the first question alone
     */
    public @Nullable NodeLocation ask(Runnable found) {
        if (asked.compareAndSet(false, true)) {
            AgentThread.start("location", () -> look(found));
        }
        return known;
    }

    private void look(Runnable found) {
        do {
            NodeLocation location = sources.stream()
                    .map(LocationSource::find)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            if (location != null) {
                known = location;
                log.info("location found", "provider", location.provider(), "region", location.region());
                found.run();
                return;
            }
        } while (!stop.await(pauses.next()));
    }
}
