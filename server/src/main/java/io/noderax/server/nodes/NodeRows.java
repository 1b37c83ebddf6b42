package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeLocation;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.rootaccess.RootProfile;
import io.noderax.server.storage.Row;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Reads rows of the table of nodes. */
final class NodeRows {
    static final RowMapper<NodeView> NODE = Row.mapper(NodeRows::node);

    private NodeRows() {}

    static RootProfile profile(String wireName) {
        RootProfile profile = RootProfile.BY_NAME.get(wireName);
        if (profile == null) {
            throw new IllegalStateException("unknown root access profile " + wireName);
        }
        return profile;
    }

    private static NodeView node(Row row) {
        return new NodeView(
                new NodeId(row.uuid("id")),
                new WorkspaceId(row.uuid("workspace_id")),
                row.text("name"),
                row.optionalText("description"),
                row.text("hostname"),
                row.text("os"),
                row.text("arch"),
                row.text("status"),
                null,
                null,
                maintenance(row),
                notifications(row),
                rootAccess(row),
                versions(row),
                location(row),
                row.optionalInstant("last_seen_at"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    private static NodeView.Maintenance maintenance(Row row) {
        return new NodeView.Maintenance(
                row.flag("maintenance_mode"),
                row.optionalText("maintenance_reason"),
                row.optionalInstant("maintenance_started_at"),
                row.optionalUuid("maintenance_by_user_id"));
    }

    private static NodeView.Notifications notifications(Row row) {
        return new NodeView.Notifications(
                row.flag("notification_email_enabled"),
                row.texts("notification_email_levels"),
                row.flag("notification_telegram_enabled"),
                row.texts("notification_telegram_levels"));
    }

    private static NodeView.RootAccess rootAccess(Row row) {
        return new NodeView.RootAccess(
                profile(row.text("root_access_profile")),
                profile(row.text("root_access_applied_profile")),
                row.text("root_access_sync_status"),
                row.optionalInstant("root_access_updated_at"),
                row.optionalUuid("root_access_updated_by_user_id"),
                row.optionalInstant("root_access_last_applied_at"),
                row.optionalText("root_access_last_error"),
                row.optionalInstant("root_access_expires_at"),
                row.optionalText("root_access_reason"));
    }

    private static @Nullable NodeLocation location(Row row) {
        JsonObject location = row.optionalJson("location");
        return location == null ? null : Fields.read(location, Fields.Unknown.IGNORED, NodeLocation::read);
    }

    private static NodeView.Versions versions(Row row) {
        return new NodeView.Versions(
                row.optionalText("agent_version"),
                row.optionalText("platform_version"),
                row.optionalText("kernel_version"),
                row.optionalInstant("last_version_reported_at"));
    }
}
