package io.noderax.agent.holder;

import io.noderax.protocol.json.JsonObject;

/** The cause of the end of a task whose holder was stopped by the service manager, as it is when the machine goes down. */
public final class HolderStoppedCause {
    private static final String KEY = "holderStopped";

    private HolderStoppedCause() {}

    static JsonObject json() {
        return JsonObject.of(KEY, true);
    }

    /** Whether the cause is this one. */
    public static boolean is(JsonObject cause) {
        return cause.has(KEY);
    }
}
