package io.noderax.agent.policy;

import io.noderax.protocol.rootaccess.RootProfile;
import java.util.List;
import java.util.function.Predicate;

/** The surfaces that profiles of root access are made of (wire contract, 1.11). */
final class RootSurfaces {
    static final String OPERATIONAL = "operational";
    static final String TASK = "task";
    static final String TERMINAL = "terminal";

    private static final List<String> ALL = List.of(OPERATIONAL, TASK, TERMINAL);

    private RootSurfaces() {}

    static List<String> of(RootProfile profile) {
        return ALL.stream().filter(profile::allows).toList();
    }

    /** The profile of exactly those surfaces. */
    static RootProfile profile(Predicate<String> wanted) {
        for (RootProfile profile : RootProfile.values()) {
            if (ALL.stream().allMatch(surface -> profile.allows(surface) == wanted.test(surface))) {
                return profile;
            }
        }
        throw new IllegalStateException("every combination has a name");
    }
}
