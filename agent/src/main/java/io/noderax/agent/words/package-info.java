/** What the agent's texts have in common. */
@NullMarked
package io.noderax.agent.words;

import org.jspecify.annotations.NullMarked;
