/** The one-command install: an operator prepares it, the machine reports its progress and becomes a node. */
@NullMarked
package io.noderax.protocol.install;

import org.jspecify.annotations.NullMarked;
