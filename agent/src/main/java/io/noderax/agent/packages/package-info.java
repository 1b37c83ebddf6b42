/** Packages of this machine: listed, searched, changed, repaired, by whichever package system it has; and what keeps a change from its end. */
@NullMarked
package io.noderax.agent.packages;

import org.jspecify.annotations.NullMarked;
