package io.noderax.agent.root;

/** The broker has not done what it was asked; nothing runs. */
public final class RootRefused extends Exception {
    /** The applied profile does not have the surface. */
    public static final String NOT_APPLIED = "root-access-refused";

    /** The request cannot be understood, or does not come from who may ask. */
    public static final String BAD_REQUEST = "root-request-refused";

    /** The process could not be started. */
    public static final String NOT_STARTED = "not-started";

    private final String code;

    /** @param code for machines */
    public RootRefused(String code, String reason) {
        super(reason);
        this.code = code;
    }

    public String code() {
        return code;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
