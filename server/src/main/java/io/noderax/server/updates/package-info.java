/**
 * Managed updates of the agents. A release directory says what there is ({@link io.noderax.server.updates.Releases}), a rollout brings
 * one version to nodes, one after another ({@link io.noderax.server.updates.Rollouts}), a task hands it to a node's updater, and the
 * updater's words and the version that the node reports move it on ({@link io.noderax.server.updates.RolloutSteps}).
 */
@NullMarked
package io.noderax.server.updates;

import org.jspecify.annotations.NullMarked;
