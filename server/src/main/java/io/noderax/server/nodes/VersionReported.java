package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;

/** A node has said that its agent is of that version, and has not said so before to this process. */
public record VersionReported(NodeId node, String version) {}
