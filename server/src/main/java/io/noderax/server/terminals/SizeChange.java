package io.noderax.server.terminals;

import io.noderax.protocol.terminal.TerminalSize;
import java.time.Instant;

/** From when on a terminal had which size. */
record SizeChange(long afterSeq, TerminalSize size, Instant at) {}
