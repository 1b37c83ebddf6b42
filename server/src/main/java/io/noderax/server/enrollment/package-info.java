/** How a machine becomes a node: request, inbox, approval. */
@NullMarked
package io.noderax.server.enrollment;

import org.jspecify.annotations.NullMarked;
