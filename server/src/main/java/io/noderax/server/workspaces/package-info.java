/** Workspaces and who may do what in them. */
@NullMarked
package io.noderax.server.workspaces;

import org.jspecify.annotations.NullMarked;
