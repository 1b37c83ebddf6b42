package io.noderax.agent.rootaccess;

import io.noderax.protocol.rootaccess.RootProfile;

/** Neither is the agent root, nor is there somebody who is. */
public record NoWay(String user) implements WayToRoot {
    @Override
    public String words() {
        return "none: the agent runs as user " + user;
    }

    @Override
    public boolean isThere() {
        return false;
    }

    @Override
    public void apply(RootProfile profile) throws NotApplied {
        if (profile != RootProfile.OFF) {
            throw new NotApplied("the agent runs as user " + user + " and has no way to root: run it as root", null);
        }
    }
}
