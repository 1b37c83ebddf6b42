/** Calls that are answered later: what waits in memory, and for how long. No feature stands here. */
@NullMarked
package io.noderax.server.waiting;

import org.jspecify.annotations.NullMarked;
