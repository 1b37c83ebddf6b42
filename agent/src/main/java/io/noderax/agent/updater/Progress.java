package io.noderax.agent.updater;

import io.noderax.protocol.update.UpdateProgress;
import io.noderax.protocol.update.UpdateStatus;

/** Tells the control plane how far an update is. */
interface Progress {
    /** Once, whatever comes of it. */
    void say(UpdateProgress progress);

    /** Until it is heard, or nobody wants to hear it; gives up after a while. */
    void insist(UpdateProgress progress);

    /** Whether the control plane answers this process. */
    boolean serverAnswers();

    default void say(UpdateStatus status, int percent, String words) {
        say(new UpdateProgress(status, percent, words));
    }
}
