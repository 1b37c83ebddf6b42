package io.noderax.server.audit;

import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did.
 *
 * @param action for instance {@code node.deleted}
 * @param label what people call the target, as it was then
 * @param workspace null: it concerns the whole platform
 * @param metadata never a secret
 */
public record Deed(
        String action,
        String targetType,
        @Nullable String targetId,
        @Nullable String label,
        @Nullable WorkspaceId workspace,
        @Nullable JsonObject metadata) {
    /** Done to something of a workspace. */
    public static Deed in(
            WorkspaceId workspace, String action, String targetType, Object targetId, @Nullable String label) {
        return new Deed(action, targetType, targetId.toString(), label, workspace, null);
    }

    /** Done to something of the platform. */
    public static Deed onPlatform(String action, String targetType, @Nullable Object targetId, @Nullable String label) {
        return new Deed(action, targetType, targetId == null ? null : targetId.toString(), label, null, null);
    }

    public Deed with(String name, @Nullable Object value) {
        JsonObject.Builder more = metadata == null ? JsonObject.builder() : metadata.toBuilder();
        return new Deed(
                action,
                targetType,
                targetId,
                label,
                workspace,
                more.put(name, value).build());
    }
}
