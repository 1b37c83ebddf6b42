package io.noderax.agent.realtime;

import io.noderax.protocol.json.JsonObject;

/** Hears which root access profile operators want. */
@FunctionalInterface
public interface RootAccessWish {
    /** @param wish {@code {profile, updatedAt}} as the server sent it; not checked */
    void wished(JsonObject wish);
}
