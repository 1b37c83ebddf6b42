package io.noderax.agent.policy;

import java.nio.file.Path;

/** A file or folder of the policy that cannot be trusted or understood; the message says which, and what is wrong. */
public final class BrokenPolicy extends Exception {
    private static final long serialVersionUID = 1;

    BrokenPolicy(Path file, String what) {
        super(file + ": " + what);
    }

    BrokenPolicy(Place place, String what) {
        super(place + ": " + what);
    }
}
