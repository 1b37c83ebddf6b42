/**
 * What this node allows, whatever a server asks for. {@link io.noderax.agent.policy.PolicyFolder} reads the files of the machine's
 * root; a {@link io.noderax.agent.policy.Policy} judges what is asked; {@link io.noderax.agent.policy.NodePolicy} is asked before
 * anything is done.
 */
@NullMarked
package io.noderax.agent.policy;

import org.jspecify.annotations.NullMarked;
