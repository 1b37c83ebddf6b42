package io.noderax.agent.policy;

import io.noderax.protocol.rootaccess.RootProfile;

/** The highest root access profile that a file allows: those whose surfaces are all among its own. */
record Highest(RootProfile profile, Place place) {
    String words() {
        return "highestRootProfile \"" + profile.wireName() + "\" (" + place + ")";
    }
}
