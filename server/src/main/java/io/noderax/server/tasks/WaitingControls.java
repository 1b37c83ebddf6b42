package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The control calls that wait, by task. Memory only. Safe for several threads; the monitor guards all and is never held during I/O. */
final class WaitingControls {
    private final Map<TaskId, List<ParkedControl>> parked = new HashMap<>();

    synchronized void park(ParkedControl control) {
        parked.computeIfAbsent(control.report().task(), _ -> new ArrayList<>(1)).add(control);
    }

    synchronized void remove(ParkedControl control) {
        List<ParkedControl> controls = parked.get(control.report().task());
        if (controls != null && controls.remove(control) && controls.isEmpty()) {
            parked.remove(control.report().task());
        }
    }

    /** Takes out those of the task. */
    synchronized List<ParkedControl> take(TaskId task) {
        List<ParkedControl> controls = parked.remove(task);
        return controls == null ? List.of() : controls;
    }

    /** Takes out those of the node's tasks. */
    synchronized List<ParkedControl> takeOf(NodeId node) {
        List<ParkedControl> taken = parked.values().stream()
                .flatMap(List::stream)
                .filter(control -> control.report().node().equals(node))
                .toList();
        taken.forEach(this::remove);
        return taken;
    }

    /** Takes out all. */
    synchronized List<ParkedControl> clear() {
        List<ParkedControl> all = parked.values().stream().flatMap(List::stream).toList();
        parked.clear();
        return all;
    }
}
