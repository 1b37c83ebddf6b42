/**
 * The updater: a root process outside the agent that brings the agent to another version and back. It fetches and proves a release
 * ({@link io.noderax.agent.updater.ReleaseFetch}), unpacks it beside the running one ({@link io.noderax.agent.updater.ImageArchive}),
 * switches a link ({@link io.noderax.agent.updater.Installation}), and keeps the new version only when it has proven itself
 * ({@link io.noderax.agent.updater.Trial}). {@link io.noderax.agent.updater.Updater} is the order of all that, which survives being killed
 * anywhere.
 */
@NullMarked
package io.noderax.agent.updater;

import org.jspecify.annotations.NullMarked;
