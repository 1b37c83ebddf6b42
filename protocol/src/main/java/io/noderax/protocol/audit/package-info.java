/** Who changed what. */
@NullMarked
package io.noderax.protocol.audit;

import org.jspecify.annotations.NullMarked;
