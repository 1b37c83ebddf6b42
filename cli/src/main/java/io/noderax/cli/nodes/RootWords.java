package io.noderax.cli.nodes;

import io.noderax.cli.terminal.SpanOfTime;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.rootaccess.RootProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Root access of a node, for people. */
final class RootWords {
    private final Instant now;

    RootWords(Instant now) {
        this.now = now;
    }

    List<String> lines(NodeView node) {
        NodeView.RootAccess root = node.rootAccess();
        List<String> lines = new ArrayList<>();
        lines.add(line("node", node.name() + (node.status().equals("online") ? "" : " (" + node.status() + ')')));
        lines.add(line("wanted", wanted(root)));
        lines.add(line("applied", applied(root)));
        lines.add(line("state", state(node)));
        if (root.expiresAt() != null) {
            Duration left = Duration.between(now, root.expiresAt());
            lines.add(line("expires", "in %s (%s)".formatted(SpanOfTime.rounded(left), root.expiresAt())));
        }
        if (root.reason() != null) {
            lines.add(line("reason", root.reason()));
        }
        return lines;
    }

    private String wanted(NodeView.RootAccess root) {
        return allowed(root.profile()) + since(root.updatedAt());
    }

    private String applied(NodeView.RootAccess root) {
        return allowed(root.appliedProfile()) + since(root.lastAppliedAt());
    }

    private String since(@Nullable Instant then) {
        return then == null ? "" : ", since %s ago".formatted(SpanOfTime.rounded(Duration.between(then, now)));
    }

    private static String allowed(RootProfile profile) {
        return switch (profile) {
            case OFF -> "off (nothing runs as root)";
            case ALL -> "all (operational work, tasks, terminals)";
            default -> profile.wireName();
        };
    }

    private static String state(NodeView node) {
        NodeView.RootAccess root = node.rootAccess();
        return switch (root.syncStatus()) {
            case "applied" -> "applied";
            case "failed" -> "failed: " + (root.lastError() == null ? "the node gives no reason" : root.lastError());
            default ->
                node.status().equals("online")
                        ? "pending: the node has not said yet that it applied it"
                        : "pending: the node is offline and learns it when it is back";
        };
    }

    private static String line(String name, String value) {
        return "%-9s %s".formatted(name, value.replaceAll("\\p{Cntrl}+", " "));
    }
}
