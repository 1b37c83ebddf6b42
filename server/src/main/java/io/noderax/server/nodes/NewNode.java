package io.noderax.server.nodes;

import io.noderax.protocol.id.WorkspaceId;
import org.jspecify.annotations.Nullable;

/** A node before it exists; of its agent's token only the hash. */
public record NewNode(
        WorkspaceId workspace,
        String name,
        @Nullable String description,
        String hostname,
        String os,
        String arch,
        String tokenHash) {}
