package io.noderax.cli.nodes;

import io.noderax.protocol.node.NodeView;
import java.util.List;

/** What a person's word for a node means. */
sealed interface NodeMatch {
    /** Exactly one. */
    record One(NodeView node) implements NodeMatch {}

    /** Nothing. */
    record None() implements NodeMatch {}

    /** More than one: running a command on any of them would be a guess. */
    record Several(List<NodeView> nodes) implements NodeMatch {}

    /** A name counts as it is written, a hostname in any case; a node that fits by both counts once. */
    static NodeMatch of(String wanted, List<NodeView> candidates) {
        List<NodeView> fitting = candidates.stream()
                .filter(node -> node.name().equals(wanted) || node.hostname().equalsIgnoreCase(wanted))
                .toList();
        return switch (fitting.size()) {
            case 0 -> new None();
            case 1 -> new One(fitting.getFirst());
            default -> new Several(fitting);
        };
    }
}
