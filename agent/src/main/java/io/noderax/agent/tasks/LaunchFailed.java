package io.noderax.agent.tasks;

import org.jspecify.annotations.Nullable;

/** Nothing was started; the message is the reason for the task's report. */
public final class LaunchFailed extends Exception {
    private static final String NOT_STARTED = "not-started";

    private final String code;

    public LaunchFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = NOT_STARTED;
    }

    /** @param code for machines; null for the usual one */
    public LaunchFailed(@Nullable String code, String message) {
        super(message);
        this.code = code == null ? NOT_STARTED : code;
    }

    public String code() {
        return code;
    }
}
