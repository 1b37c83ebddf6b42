package io.noderax.server.packages;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.packages.PackageEntry;
import io.noderax.server.storage.PgText;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The table of inventories. */
@Singleton
class InventoryStore {
    private static final String MEMBER = "packages";

    private static final RowMapper<Inventory> INVENTORY = Row.mapper(row -> new Inventory(
            new TaskId(row.uuid("task_id")),
            Fields.read(
                    row.json("packages"),
                    Fields.Unknown.IGNORED,
                    fields -> fields.optionalItems(MEMBER, PackageEntry::read)),
            row.instant("taken_at"),
            row.flag("outdated"),
            row.instant("read_at")));

    /** Until the end of the transaction nobody else asks this node about its packages, or stores what it says, in any process. */
    void lock(Handle tx, NodeId node) {
        tx.createQuery("select pg_advisory_xact_lock(hashtextextended('packages ' || :node, 0)) is null")
                .bind("node", node.toString())
                .mapTo(Boolean.class)
                .one();
    }

    /** Null when the node has never said. */
    @Nullable
    Inventory find(Handle db, NodeId node) {
        return db.createQuery("select *, now() as read_at from package_inventories where node_id = :node")
                .bind("node", node.value())
                .map(INVENTORY)
                .findOne()
                .orElse(null);
    }

    /** Replaces what the node has said before; it says it now. */
    void put(Handle tx, NodeId node, TaskId task, List<PackageEntry> packages) {
        tx.createUpdate("""
                        insert into package_inventories (node_id, task_id, packages) values (:node, :task, :packages::json)
                        on conflict (node_id) do update set task_id = excluded.task_id, packages = excluded.packages,
                            taken_at = now(), outdated = false
                        """)
                .bind("node", node.value())
                .bind("task", task.value())
                .bind("packages", PgText.json(JsonObject.of(MEMBER, packages)))
                .execute();
    }

    void setOutdated(Handle tx, NodeId node) {
        tx.createUpdate("update package_inventories set outdated = true where node_id = :node")
                .bind("node", node.value())
                .execute();
    }
}
