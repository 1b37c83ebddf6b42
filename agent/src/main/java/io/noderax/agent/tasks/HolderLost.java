package io.noderax.agent.tasks;

/** The process that was asked for something is gone, and nobody knows whether it did it. */
public final class HolderLost extends Exception {
    public HolderLost(String message, Throwable cause) {
        super(message, cause);
    }
}
