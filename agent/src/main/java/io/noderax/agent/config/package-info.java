/** The configuration: keys, where their values come from, what is allowed. A bad value is one sentence. */
@NullMarked
package io.noderax.agent.config;

import org.jspecify.annotations.NullMarked;
