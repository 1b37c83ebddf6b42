/**
 * Readings of this node: {@link Telemetry} asks each probe in turn, and one that fails hides no other. A probe reads text from
 * {@code /proc} or {@code /sys}; what it makes of the text stands apart.
 */
@NullMarked
package io.noderax.agent.telemetry;

import org.jspecify.annotations.NullMarked;
