/**
 * The root broker: a small process that runs as root and does what an agent that is an ordinary user may have done as root, and nothing
 * else. It trusts its own files alone.
 */
@NullMarked
package io.noderax.agent.rootbroker;

import org.jspecify.annotations.NullMarked;
