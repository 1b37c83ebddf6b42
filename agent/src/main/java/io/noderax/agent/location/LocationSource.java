package io.noderax.agent.location;

import io.noderax.protocol.node.NodeLocation;
import org.jspecify.annotations.Nullable;

/** One way to learn where this machine is. */
@FunctionalInterface
public interface LocationSource {
    /** Null when it does not say. Blocks for some seconds at most. */
    @Nullable
    NodeLocation find();
}
