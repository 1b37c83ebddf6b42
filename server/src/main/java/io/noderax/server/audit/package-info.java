/** Who changed what, from where: written with the change itself, by whoever makes it. Knows no feature. */
@NullMarked
package io.noderax.server.audit;

import org.jspecify.annotations.NullMarked;
