package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;

/** A node's agent has proved its token for the first time since this server started. */
public record FirstContact(NodeId node) {}
