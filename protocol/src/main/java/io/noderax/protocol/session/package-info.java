/** Who is talking: an operator's sign-in and an agent's heartbeat. */
@NullMarked
package io.noderax.protocol.session;

import org.jspecify.annotations.NullMarked;
