/** What the running agent tells the service manager: ready, alive, how it is, stopping. Nothing where there is none. */
@NullMarked
package io.noderax.agent.supervision;

import org.jspecify.annotations.NullMarked;
