/** Which server the operator talks to and who she is: environment, {@code login}, or the local {@code up}. */
@NullMarked
package io.noderax.cli.session;

import org.jspecify.annotations.NullMarked;
