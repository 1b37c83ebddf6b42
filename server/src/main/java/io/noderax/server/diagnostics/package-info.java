/** Whether the server is well. */
@NullMarked
package io.noderax.server.diagnostics;

import org.jspecify.annotations.NullMarked;
