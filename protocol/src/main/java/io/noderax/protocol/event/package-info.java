/** Events: what happened, to which node, how severe. */
@NullMarked
package io.noderax.protocol.event;

import org.jspecify.annotations.NullMarked;
