package io.noderax.agent.rootaccess;

import io.noderax.protocol.rootaccess.RootProfile;

/** How this agent gets something done as root. */
public interface WayToRoot {
    /** For people, in a few words. */
    String words();

    /** Whether there is somebody who may have a profile applied that this agent has forgotten. */
    boolean isThere();

    /**
     * Has the profile in force from now on; blocks for some seconds at most.
     *
     * @throws NotApplied when what was in force before still is
     */
    void apply(RootProfile profile) throws NotApplied;
}
