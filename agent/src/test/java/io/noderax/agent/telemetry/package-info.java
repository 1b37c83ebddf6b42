@NullMarked
package io.noderax.agent.telemetry;

import org.jspecify.annotations.NullMarked;
