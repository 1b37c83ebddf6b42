package io.noderax.agent.holder;

import io.noderax.protocol.json.JsonObject;

/** The cause of the end of a root task whose broker is gone, and with it the knowledge of how it ended. */
public final class BrokerLostCause {
    private static final String KEY = "rootBrokerLost";

    private BrokerLostCause() {}

    static JsonObject json() {
        return JsonObject.of(KEY, true);
    }

    /** Whether the cause is this one. */
    public static boolean is(JsonObject cause) {
        return cause.has(KEY);
    }
}
