/** What every endless loop needs: a named thread, a stop that ends its waits, a growing pause after failures. */
@NullMarked
package io.noderax.agent.loops;

import org.jspecify.annotations.NullMarked;
