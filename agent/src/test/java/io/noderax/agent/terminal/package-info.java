@NullMarked
package io.noderax.agent.terminal;

import org.jspecify.annotations.NullMarked;
