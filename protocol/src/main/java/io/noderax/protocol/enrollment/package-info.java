/** How a machine becomes a node: the request, its state, and a person's answer. */
@NullMarked
package io.noderax.protocol.enrollment;

import org.jspecify.annotations.NullMarked;
