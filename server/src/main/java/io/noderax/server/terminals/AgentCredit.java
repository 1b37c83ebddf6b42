package io.noderax.server.terminals;

import java.util.function.LongPredicate;

/**
 * How far an agent may go on: what is stored it may forget, but it is told so only as far as the slowest browser has come, and a
 * little further. Safe for several threads.
 */
final class AgentCredit {
    private final LongPredicate tell;

    // Guarded by this.
    private long stored = -1;
    private long told = -1;

    /** @param tell sends the agent the offset; false when there is no way, and it is told later */
    AgentCredit(LongPredicate tell) {
        this.tell = tell;
    }

    synchronized void stored(long offset) {
        stored = Math.max(stored, offset);
    }

    /** Tells the agent as much as browsers, here and elsewhere, allow. */
    synchronized void limit(long here, long elsewhere) {
        long allowed = Math.min(stored, Math.min(here, elsewhere));
        if (allowed > told) {
            told = tell.test(allowed) ? allowed : told;
        }
    }

    /** Whether more is stored than the agent was told. */
    synchronized boolean isLimited() {
        return told < stored;
    }

    /** The agent begins anew after a loss and knows what the server has. */
    synchronized void resumedAt(long offset) {
        stored = Math.max(stored, offset);
        told = Math.max(told, offset);
    }
}
