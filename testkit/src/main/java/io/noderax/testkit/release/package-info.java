/** Releases as tests need them: signed well, or wrong in one particular way. */
@NullMarked
package io.noderax.testkit.release;

import org.jspecify.annotations.NullMarked;
