package io.noderax.linux;

/** A child could not be put into its control group, and was not started. */
public final class NotAdmitted extends SpawnFailed {
    NotAdmitted(String message) {
        super(message);
    }
}
