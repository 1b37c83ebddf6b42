/** Work that nobody waits for. */
@NullMarked
package io.noderax.server.background;

import org.jspecify.annotations.NullMarked;
