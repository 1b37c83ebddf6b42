/** Files that a crash leaves old or new, never half. */
@NullMarked
package io.noderax.agent.files;

import org.jspecify.annotations.NullMarked;
