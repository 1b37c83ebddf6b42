package io.noderax.agent.identity;

/** The state file cannot be used; the message says what to do. */
public final class BrokenState extends RuntimeException {
    public BrokenState(String message, Throwable cause) {
        super(message, cause);
    }

    public BrokenState(String message) {
        super(message);
    }
}
