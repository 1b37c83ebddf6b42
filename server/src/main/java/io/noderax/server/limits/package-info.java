/** How often somebody may ask who has not signed in. Calls with a good token are never counted here. */
@NullMarked
package io.noderax.server.limits;

import org.jspecify.annotations.NullMarked;
