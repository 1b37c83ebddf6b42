/**
 * Where this machine is: from the settings, from its cloud's metadata, or, only when that is allowed, from its public address.
 * {@code Location} looks once a server has asked for it.
 */
@NullMarked
package io.noderax.agent.location;

import org.jspecify.annotations.NullMarked;
