package io.noderax.server.audit;

import java.security.Principal;
import java.util.UUID;

/** A caller in whose name things are written down. */
public interface Actor extends Principal {
    UUID actorId();

    String actorEmail();
}
