package io.noderax.agent.rootaccess;

import io.noderax.protocol.rootaccess.RootProfile;

/** The agent runs as root: nobody else has to agree. */
public record OwnRoot() implements WayToRoot {
    @Override
    public String words() {
        return "the agent runs as root";
    }

    @Override
    public boolean isThere() {
        return false;
    }

    @Override
    public void apply(RootProfile profile) {
        // What the agent writes down is what is in force.
    }
}
