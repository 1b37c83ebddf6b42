package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;

/** A node has left maintenance mode and takes work again. */
public record NodeOpened(NodeId node) {}
