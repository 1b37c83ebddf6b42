package io.noderax.server.telemetry;

import io.noderax.protocol.id.NodeId;
import io.noderax.server.events.Severity;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** The table of open alarms. */
@Singleton
class AlarmStore {
    /** One that has begun and not ended. */
    record Alarm(NodeId node, String type, Severity severity) {}

    List<Alarm> open(Handle db) {
        return db.createQuery("select node_id, type, severity from node_alarms")
                .map(Row.mapper(row -> new Alarm(
                        new NodeId(row.uuid("node_id")),
                        row.text("type"),
                        Severity.valueOf(row.text("severity").toUpperCase(Locale.ROOT)))))
                .list();
    }

    /** False when it stands there already, as severe, or the node is gone. */
    boolean raise(Handle tx, NodeId node, String type, Severity severity, double value) {
        return tx.createUpdate("""
                                insert into node_alarms (node_id, type, severity, value)
                                select id, :type, :severity, :value from nodes where id = :node
                                on conflict (node_id, type) do update set severity = excluded.severity, value = excluded.value
                                    where node_alarms.severity <> excluded.severity
                                """)
                        .bind("node", node.value())
                        .bind("type", type)
                        .bind("severity", severity.wireName())
                        .bind("value", value)
                        .execute()
                == 1;
    }

    /** False when it is not there. */
    boolean close(Handle tx, NodeId node, String type) {
        return tx.createUpdate("delete from node_alarms where node_id = :node and type = :type")
                        .bind("node", node.value())
                        .bind("type", type)
                        .execute()
                == 1;
    }
}
