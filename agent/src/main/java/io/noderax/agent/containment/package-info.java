/**
 * What a task may use and what it has used, and the control group that it is started in: in a holder, in the root broker, and for the
 * shells of an agent.
 */
@NullMarked
package io.noderax.agent.containment;

import org.jspecify.annotations.NullMarked;
