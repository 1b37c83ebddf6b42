/**
 * The process that holds tasks, so that they outlive the agent: it owns their pipes, writes their logs and ends, keeps their time.
 * It speaks lines of JSON over a socket in the journal's folder.
 */
@NullMarked
package io.noderax.agent.holder;

import org.jspecify.annotations.NullMarked;
