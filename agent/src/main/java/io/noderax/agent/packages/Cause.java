package io.noderax.agent.packages;

/** Why a change of packages waits or fails; the most telling first. */
enum Cause {
    NO_SPACE("no_space"),
    INTERRUPTED("interrupted_dpkg"),
    WAITING_LOCK("waiting_lock"),
    /** Where a repository does not answer, nobody knows what there is. */
    NETWORK("network"),
    NOT_FOUND("not_found"),
    HELD("held"),
    BLOCKED_PROMPT("blocked_prompt");

    private final String code;

    Cause(String code) {
        this.code = code;
    }

    /** For machines. */
    String code() {
        return code;
    }
}
