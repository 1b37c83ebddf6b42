/** Terminals: what a server asks of a shell on a node, and what comes back (wire contract, 2.2 and 2.3; extension terminal-resume). */
@NullMarked
package io.noderax.protocol.terminal;

import org.jspecify.annotations.NullMarked;
