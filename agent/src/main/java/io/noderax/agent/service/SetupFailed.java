package io.noderax.agent.service;

/** A step of an installation or a removal cannot be done; the message says what and why. The same command may be given again. */
public final class SetupFailed extends RuntimeException {
    public SetupFailed(String message) {
        super(message);
    }

    public SetupFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
