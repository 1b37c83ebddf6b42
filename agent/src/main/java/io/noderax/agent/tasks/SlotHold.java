package io.noderax.agent.tasks;

import java.util.concurrent.atomic.AtomicBoolean;

/** A slot that is given back once. */
final class SlotHold {
    private final AtomicBoolean held = new AtomicBoolean(true);
    private final Runnable giveBack;

    SlotHold(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    void free() {
        if (held.getAndSet(false)) {
            giveBack.run();
        }
    }
}
