@NullMarked
package io.noderax.agent.logscan;

import org.jspecify.annotations.NullMarked;
