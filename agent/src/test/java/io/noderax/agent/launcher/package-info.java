@NullMarked
package io.noderax.agent.launcher;

import org.jspecify.annotations.NullMarked;
