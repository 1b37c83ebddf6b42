package io.noderax.agent.policy;

import io.noderax.agent.rootaccess.NotApplied;
import io.noderax.agent.rootaccess.WayToRoot;
import io.noderax.protocol.rootaccess.RootProfile;
import org.jspecify.annotations.Nullable;

/** A way to root that applies no profile beyond what the node's policy allows. */
public record PolicedWay(WayToRoot way, NodePolicy policy) implements WayToRoot {
    @Override
    public String words() {
        return way.words();
    }

    @Override
    public boolean isThere() {
        return way.isThere();
    }

    @Override
    public @Nullable String refusal(RootProfile profile) {
        return policy.profileRefusal(profile);
    }

    @Override
    public void apply(RootProfile profile) throws NotApplied {
        way.apply(profile);
    }
}
