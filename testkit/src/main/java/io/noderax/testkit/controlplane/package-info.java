/**
 * A control plane that behaves as the recorded reference server does on the agent's HTTP surface, as strict and with the same
 * words; and that can be made to misbehave. A test replays the recordings against it.
 */
@NullMarked
package io.noderax.testkit.controlplane;

import org.jspecify.annotations.NullMarked;
