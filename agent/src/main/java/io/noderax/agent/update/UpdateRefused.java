package io.noderax.agent.update;

/** The updater does not want to, and has begun nothing. */
public final class UpdateRefused extends Exception {
    private static final long serialVersionUID = 1;

    /** Nobody listens: the agent was not installed as a service of systemd. */
    public static final String NO_UPDATER = "no-updater";

    /** Another update is not over. */
    public static final String BUSY = "update-busy";

    /** Anything else; the sentence says it. */
    public static final String REFUSED = "update-refused";

    private final String code;

    /**
     * @param code for machines
     * @param reason for people
     */
    public UpdateRefused(String code, String reason) {
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
