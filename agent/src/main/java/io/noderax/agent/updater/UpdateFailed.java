package io.noderax.agent.updater;

/** An update cannot go on; the sentence is for people, and goes to the control plane. */
final class UpdateFailed extends Exception {
    private static final long serialVersionUID = 1;

    UpdateFailed(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
