package io.noderax.server.tasks;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeView;
import io.noderax.server.http.Refusal;
import io.noderax.server.nodes.RootSurface;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a node has applied the root access that a new task needs (wire contract, 1.11). */
final class RootGate {
    private static final Set<String> ROOT_TYPES =
            Set.of("packageInstall", "packageRemove", "packagePurge", "packageUpgrade", "packageRepair");

    /** Reboot, restart of the agent's service, refresh of the package index. */
    private static final Pattern OPERATIONAL_COMMAND = Pattern.compile(
            "(sudo )?(systemctl )?reboot|(sudo )?systemctl restart noderax-agent(\\.service)?|(sudo )?apt-get update");

    private RootGate() {}

    /**
     * Which surface of root access the task uses; null when it does not run as root.
     *
     * @throws Refusal when the node does not allow it
     */
    static @Nullable String check(NodeView node, String type, JsonObject payload) {
        if (ROOT_TYPES.contains(type)) {
            RootSurface.require(node, RootSurface.OPERATIONAL);
            return RootSurface.OPERATIONAL;
        }
        return Boolean.TRUE.equals(payload.get("runAsRoot")) ? checkScope(node, type, payload) : null;
    }

    private static String checkScope(NodeView node, String type, JsonObject payload) {
        String scope = String.valueOf(payload.text("rootScope"));
        boolean scan = type.equals("log.scan");
        boolean operational = scope.equals(RootSurface.OPERATIONAL);
        if (!operational && (scan || !scope.equals(RootSurface.TASK))) {
            throw Refusal.badRequest(
                    scan
                            ? "rootScope must be \"operational\" when runAsRoot is enabled."
                            : "rootScope must be \"task\" or \"operational\" when runAsRoot is enabled.");
        }
        if (operational && !scan && !isOperational(payload.text("command"))) {
            throw Refusal.badRequest(
                    "Operational root access is limited to reboot, restarting noderax-agent, and apt-get update.");
        }
        RootSurface.require(node, scope);
        return scope;
    }

    private static boolean isOperational(@Nullable String command) {
        return command != null && OPERATIONAL_COMMAND.matcher(command.strip()).matches();
    }
}
