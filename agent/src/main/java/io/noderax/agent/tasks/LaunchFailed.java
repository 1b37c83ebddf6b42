package io.noderax.agent.tasks;

/** Nothing was started; the message is the reason for the task's report. */
public final class LaunchFailed extends Exception {
    public LaunchFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
