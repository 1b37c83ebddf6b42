package io.noderax.server.events;

import org.jdbi.v3.core.Handle;

/** An event is being stored in that transaction, for whoever keeps something by it. */
public record Published(Handle tx, Happening happening) {}
