package io.noderax.protocol.enrollment;

import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where an enrollment stands: {@code GET /enrollments/{token}} (wire contract, 1.2). */
public sealed interface EnrollmentState extends JsonMessage {
    /** Nobody has decided yet. */
    record Pending() implements EnrollmentState {
        @Override
        public JsonObject toJson() {
            return JsonObject.of("status", "pending");
        }
    }

    /** Approved; the token is there only as long as the server still hands it out. */
    record Approved(NodeId nodeId, @Nullable AgentToken agentToken) implements EnrollmentState {
        @Override
        public JsonObject toJson() {
            return JsonObject.builder()
                    .put("status", "approved")
                    .put("nodeId", nodeId.value())
                    .putIfPresent("agentToken", agentToken == null ? null : agentToken.secret())
                    .build();
        }
    }

    /** Refused, expired, or superseded by a newer request of the same machine. */
    record Revoked() implements EnrollmentState {
        @Override
        public JsonObject toJson() {
            return JsonObject.of("status", "revoked");
        }
    }

    static EnrollmentState read(Fields fields) {
        String status = fields.text("status", 1, 64);
        UUID nodeId = fields.optionalUuid("nodeId");
        String token = fields.optionalText("agentToken", 1, 512);
        return switch (status) {
            case "pending" -> new Pending();
            case "revoked" -> new Revoked();
            case "approved" -> approved(nodeId, token);
            default ->
                throw new io.noderax.protocol.json.InvalidFields(
                        java.util.List.of("status must be pending, approved or revoked (got \"" + status + "\")"));
        };
    }

    private static Approved approved(@Nullable UUID nodeId, @Nullable String token) {
        if (nodeId == null) {
            throw new io.noderax.protocol.json.InvalidFields(
                    java.util.List.of("nodeId must be a UUID when the status is approved"));
        }
        return new Approved(new NodeId(nodeId), token == null ? null : new AgentToken(token));
    }
}
