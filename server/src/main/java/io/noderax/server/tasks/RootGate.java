package io.noderax.server.tasks;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.rootaccess.RootProfile;
import io.noderax.server.http.Refusal;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a node has applied the root access that a new task needs (wire contract, 1.11). */
final class RootGate {
    private static final Set<String> ROOT_TYPES = Set.of("packageInstall", "packageRemove", "packagePurge");

    /** Reboot, restart of the agent's service, refresh of the package index. */
    private static final Pattern OPERATIONAL_COMMAND = Pattern.compile(
            "(sudo )?(systemctl )?reboot|(sudo )?systemctl restart noderax-agent(\\.service)?|(sudo )?apt-get update");

    private RootGate() {}

    /** @throws Refusal when the node does not allow it */
    static void check(NodeView node, String type, JsonObject payload) {
        if (ROOT_TYPES.contains(type)) {
            require(node, "operational");
            return;
        }
        if (Boolean.TRUE.equals(payload.get("runAsRoot"))) {
            checkScope(node, type, payload);
        }
    }

    private static void checkScope(NodeView node, String type, JsonObject payload) {
        String scope = String.valueOf(payload.text("rootScope"));
        boolean scan = type.equals("log.scan");
        if (!scope.equals("operational") && (scan || !scope.equals("task"))) {
            throw Refusal.badRequest(
                    scan
                            ? "rootScope must be \"operational\" when runAsRoot is enabled."
                            : "rootScope must be \"task\" or \"operational\" when runAsRoot is enabled.");
        }
        if (scope.equals("operational") && !scan && !isOperational(payload.text("command"))) {
            throw Refusal.badRequest(
                    "Operational root access is limited to reboot, restarting noderax-agent, and apt-get update.");
        }
        require(node, scope);
    }

    private static boolean isOperational(@org.jspecify.annotations.Nullable String command) {
        return command != null && OPERATIONAL_COMMAND.matcher(command.strip()).matches();
    }

    private static void require(NodeView node, String surface) {
        RootProfile applied = node.rootAccess().appliedProfile();
        if (!applied.allows(surface)) {
            throw Refusal.badRequest("Node %s does not currently allow %s root access. Applied profile is %s."
                    .formatted(node.name(), surface, applied.wireName()));
        }
    }
}
