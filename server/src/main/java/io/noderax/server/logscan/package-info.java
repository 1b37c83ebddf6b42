/** The ends of nodes' logs: an operator's question becomes a task of the node, and its result the answer. */
@NullMarked
package io.noderax.server.logscan;

import org.jspecify.annotations.NullMarked;
