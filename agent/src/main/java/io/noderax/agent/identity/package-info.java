/** Who this node is: the identity on disk, the lock that keeps a second agent away, the machine's own names. */
@NullMarked
package io.noderax.agent.identity;

import org.jspecify.annotations.NullMarked;
