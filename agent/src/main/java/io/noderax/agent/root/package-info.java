/**
 * The root broker as its callers see it: what it can be asked, and how a process that it has started is followed and ended. The broker
 * itself is {@code agent.rootbroker}.
 */
@NullMarked
package io.noderax.agent.root;

import org.jspecify.annotations.NullMarked;
