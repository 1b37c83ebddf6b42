package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;

/** Another root access is wanted on a node, wherever that was said; what this process knew of its agent is forgotten already. */
public record RootAccessChanged(NodeId node) {}
