package io.noderax.agent.tasks;

import org.jspecify.annotations.Nullable;

/** Nothing was started; the message is the reason for the task's report. */
public final class LaunchFailed extends Exception {
    public LaunchFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
