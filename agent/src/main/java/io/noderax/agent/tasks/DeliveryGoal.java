package io.noderax.agent.tasks;

import io.noderax.agent.loops.StopSignal;

/** Until when one attempt's log is delivered. Safe for any number of threads. */
final class DeliveryGoal {
    private final StopSignal deliveries;
    private volatile long leaveAt = Long.MAX_VALUE;
    private volatile boolean unwanted;

    DeliveryGoal(StopSignal deliveries) {
        this.deliveries = deliveries;
    }

    /** What is there up to that offset is still delivered, the rest by the next agent. */
    void leaveAt(long offset) {
        leaveAt = offset;
    }

    /** The server does not want it. */
    void giveUp() {
        unwanted = true;
    }

    boolean isUnwanted() {
        return unwanted;
    }

    boolean isReached(long offset) {
        return unwanted || offset >= leaveAt || deliveries.isStopped();
    }
}
