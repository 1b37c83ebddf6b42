package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;

/** A node is gone, with everything that belonged to it. */
public record NodeDeleted(NodeId node) {}
