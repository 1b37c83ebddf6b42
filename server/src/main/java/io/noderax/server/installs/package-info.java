/** The one-command install: an operator prepares a node, a machine becomes it with a short-lived token. */
@NullMarked
package io.noderax.server.installs;

import org.jspecify.annotations.NullMarked;
