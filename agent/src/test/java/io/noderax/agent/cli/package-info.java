@NullMarked
package io.noderax.agent.cli;

import org.jspecify.annotations.NullMarked;
