package io.noderax.cli.top;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.protocol.task.TaskView;
import io.noderax.protocol.telemetry.MetricView;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The nodes and what they measured last, whether it was asked for or pushed. Safe for several threads. */
final class Fleet {
    // Both guarded by this.
    private final Map<NodeId, NodeLine> lines = new LinkedHashMap<>();
    private final Map<NodeId, Set<TaskId>> running = new HashMap<>();

    /** Nodes that are not among these are gone. */
    synchronized void nodes(Collection<NodeView> all) {
        lines.keySet().retainAll(all.stream().map(NodeView::id).toList());
        for (NodeView node : all) {
            NodeLine known = lines.getOrDefault(node.id(), NodeLine.of(node));
            lines.put(node.id(), known.with(node.status(), node.lastSeenAt()));
        }
    }

    synchronized void running(Collection<TaskView> tasks) {
        running.clear();
        tasks.forEach(this::task);
    }

    synchronized void task(TaskView task) {
        Set<TaskId> ofNode = running.computeIfAbsent(task.nodeId(), _ -> new HashSet<>());
        if (task.status() == TaskStatus.RUNNING) {
            ofNode.add(task.id());
        } else {
            ofNode.remove(task.id());
        }
    }

    synchronized void sample(MetricView sample) {
        change(sample.nodeId(), line -> line.with(sample));
    }

    synchronized void status(NodeId node, String status, @Nullable Instant seen) {
        change(node, line -> line.with(status, seen));
    }

    /** Whether the node is shown. */
    synchronized boolean knows(NodeId node) {
        return lines.containsKey(node);
    }

    /** As it stands now. */
    synchronized List<NodeLine> sorted(SortBy by) {
        return lines.values().stream()
                .map(line -> line.withRunning(
                        running.getOrDefault(line.id(), Set.of()).size()))
                .sorted(by.order())
                .toList();
    }

    private void change(NodeId node, UnaryOperator<NodeLine> change) {
        lines.computeIfPresent(node, (_, line) -> change.apply(line));
    }
}
