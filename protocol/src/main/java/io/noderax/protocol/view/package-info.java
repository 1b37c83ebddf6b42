/** Filters that people have named (extension {@code saved-views}). */
@NullMarked
package io.noderax.protocol.view;

import org.jspecify.annotations.NullMarked;
