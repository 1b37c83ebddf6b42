package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;

/** A node's agent has lost its token. */
public record TokenRevoked(NodeId node) {}
