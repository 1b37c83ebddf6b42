/** The one shape of every HTTP error. */
@NullMarked
package io.noderax.protocol.problem;

import org.jspecify.annotations.NullMarked;
