package io.noderax.agent.loops;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a loop will be heard of next at the latest: it says so before each step that takes time, and whoever watches over the loops sees
 * one that hangs. The loop's thread says, any thread looks.
 */
public final class Pulse {
    private final String loop;
    private final Duration margin;
    private final LongSupplier nanoTime;
    private volatile boolean resting = true;
    private volatile long due;

    /**
     * A loop that has said nothing yet.
     *
     * @param loop its name, for people
     * @param margin how much later than it says it may be: a machine may be busy with other things
     */
    public Pulse(String loop, Duration margin, LongSupplier nanoTime) {
        this.loop = loop;
        this.margin = margin;
        this.nanoTime = nanoTime;
    }

    public String loop() {
        return loop;
    }

    /** The loop goes on, and takes that long until it says so again. */
    public void within(Duration time) {
        due = nanoTime.getAsLong() + time.plus(margin).toNanos();
        resting = false;
    }

    /** The loop waits for something that has no time, or has ended as it should. */
    public void rest() {
        resting = true;
    }

    /** Whether it was to be heard of before now. */
    public boolean isLate() {
        return !resting && nanoTime.getAsLong() - due > 0;
    }
}
