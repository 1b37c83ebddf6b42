/** Joining: ask, show the code, wait for a person, save the identity. */
@NullMarked
package io.noderax.agent.enrollment;

import org.jspecify.annotations.NullMarked;
