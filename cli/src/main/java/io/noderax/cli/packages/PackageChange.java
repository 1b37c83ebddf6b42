package io.noderax.cli.packages;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Extensions;
import io.noderax.cli.http.Received;
import io.noderax.cli.nodes.Nodes;
import io.noderax.cli.session.Session;
import io.noderax.cli.tasks.FollowedTask;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.packages.PackageName;
import io.noderax.protocol.task.CreateTask;
import io.noderax.protocol.task.TaskView;
import java.util.List;

/** Installs or removes packages by a task, and shows what the node's package tool says meanwhile. */
final class PackageChange {
    private static final int NOT_RUN = 125;

    private final Surroundings surroundings;
    private final String operation;
    private final boolean purge;

    /** @param operation the task's type */
    PackageChange(Surroundings surroundings, String operation, boolean purge) {
        this.surroundings = surroundings;
        this.operation = operation;
        this.purge = purge;
    }

    /** Gives the exit code: that of {@code run}. */
    int run(String node, List<String> names, boolean detach, boolean json) {
        for (String name : names) {
            String problem = PackageName.problem("NAME", name);
            if (!problem.isEmpty()) {
                throw new CommandFailure(2, problem);
            }
        }
        FollowedTask following;
        Received<TaskView> task;
        try {
            Connection connection = new Session(surroundings).open();
            following = new FollowedTask(surroundings, connection, Extensions.of(connection), json);
            NodeView target = new Nodes(connection).meant(node);
            task = following.create(target, new CreateTask(target.id(), operation, payload(names), null, null));
        } catch (CallFailed e) {
            throw new CommandFailure(NOT_RUN, e.sentence());
        }
        return detach ? following.print(task) : following.follow(task.value());
    }

    private JsonObject payload(List<String> names) {
        List<String> once = names.stream().distinct().toList();
        return JsonObject.builder()
                .put("names", once)
                .put("purge", purge)
                .putIfPresent("package", once.size() == 1 ? once.getFirst() : null)
                .put("packages", once)
                .build();
    }
}
