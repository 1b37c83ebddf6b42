package io.noderax.agent.tasks;

/** A payload cannot be understood; the message says which member, what is allowed and what came. */
public final class BrokenPayload extends Exception {
    private static final long serialVersionUID = 1;

    public BrokenPayload(String message) {
        super("the payload is broken: " + message);
    }
}
