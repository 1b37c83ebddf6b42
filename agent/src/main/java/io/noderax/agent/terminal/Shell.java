package io.noderax.agent.terminal;

import io.noderax.linux.ProcessFamily;
import io.noderax.linux.Pty;

/** A shell that runs on its terminal, and who came of it. */
record Shell(Pty pty, ProcessFamily family) {}
