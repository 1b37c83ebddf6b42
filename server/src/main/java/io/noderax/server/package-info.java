/** The control plane: one process that operators and agents talk to over HTTP, its truth in PostgreSQL. */
@NullMarked
package io.noderax.server;

import org.jspecify.annotations.NullMarked;
