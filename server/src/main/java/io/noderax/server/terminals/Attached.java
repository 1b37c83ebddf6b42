package io.noderax.server.terminals;

import io.noderax.protocol.id.TerminalSessionId;
import java.util.UUID;

/** One browser at one session. */
record Attached(TerminalSessionId session, UUID socket) {}
