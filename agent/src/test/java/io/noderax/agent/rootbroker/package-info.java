/** Tests of the root broker at its real socket. */
@NullMarked
package io.noderax.agent.rootbroker;

import org.jspecify.annotations.NullMarked;
