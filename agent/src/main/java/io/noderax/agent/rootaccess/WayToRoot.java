package io.noderax.agent.rootaccess;

import io.noderax.protocol.rootaccess.RootProfile;
import org.jspecify.annotations.Nullable;

/** How this agent gets something done as root. */
public interface WayToRoot {
    /** For people, in a few words. */
    String words();

    /** Whether there is somebody who may have a profile applied that this agent has forgotten. */
    boolean isThere();

    /** Why the profile may not be in force on this machine, whoever wants it; null when it may. Looked at anew each time. */
    default @Nullable String refusal(RootProfile profile) {
        return null;
    }

    /**
     * Has the profile in force from now on; blocks for some seconds at most.
     *
     * @throws NotApplied when what was in force before still is
     */
    void apply(RootProfile profile) throws NotApplied;
}
