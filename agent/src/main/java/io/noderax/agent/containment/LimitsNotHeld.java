package io.noderax.agent.containment;

/** What the node's policy lets a task use cannot be held here, so nothing was started. */
public final class LimitsNotHeld extends Exception {
    /** For machines. */
    public static final String CODE = "limits-not-held";

    LimitsNotHeld(String why) {
        super("the policy of this node limits what a task may use, which cannot be held here: " + why);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
