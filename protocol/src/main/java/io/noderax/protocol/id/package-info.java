/** Ids and secrets as types, so that one cannot be passed for another and a secret is never printed. */
@NullMarked
package io.noderax.protocol.id;

import org.jspecify.annotations.NullMarked;
