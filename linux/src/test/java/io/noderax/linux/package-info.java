/** Tests of the libc calls with real processes. */
@NullMarked
package io.noderax.linux;

import org.jspecify.annotations.NullMarked;
