/** Certificates for tests. */
@NullMarked
package io.noderax.testkit.tls;

import org.jspecify.annotations.NullMarked;
