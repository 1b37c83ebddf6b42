/**
 * {@code doctor}: checks that stand by themselves, each with a time limit, of this machine, of the agent's files and of the way to the
 * control plane; and the support bundle. Nothing is changed by any of them, and nothing is told to the control plane that it keeps.
 */
@NullMarked
package io.noderax.agent.doctor;

import org.jspecify.annotations.NullMarked;
