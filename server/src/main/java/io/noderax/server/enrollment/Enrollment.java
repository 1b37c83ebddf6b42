package io.noderax.server.enrollment;

import io.noderax.protocol.enrollment.EnrollmentState;
import io.noderax.protocol.enrollment.EnrollmentView;
import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One request of a machine to become a node.
 *
 * @param agentToken while the machine may still fetch it
 */
record Enrollment(EnrollmentView view, @Nullable AgentToken agentToken) {
    /** What the machine that holds the token is told. */
    EnrollmentState state() {
        return switch (view.status()) {
            case "pending" -> new EnrollmentState.Pending();
            case "approved" -> approved();
            default -> new EnrollmentState.Revoked();
        };
    }

    /** An approval whose node has been deleted since is worth nothing any more. */
    private EnrollmentState approved() {
        return view.nodeId() == null
                ? new EnrollmentState.Revoked()
                : new EnrollmentState.Approved(new NodeId(view.nodeId()), agentToken);
    }

    String os() {
        return said("os", "operatingSystem", "platform");
    }

    String arch() {
        return said("arch", "architecture");
    }

    private String said(String... names) {
        JsonObject info = view.additionalInfo();
        for (String name : names) {
            String value = info == null ? null : info.text(name);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return "unknown";
    }
}
