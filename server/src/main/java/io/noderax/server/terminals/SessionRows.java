package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.terminal.TerminalSessionView;
import io.noderax.protocol.terminal.TerminalSize;
import io.noderax.protocol.terminal.TerminalStatus;
import io.noderax.server.storage.Row;
import org.jdbi.v3.core.mapper.RowMapper;

/** Reads sessions. */
final class SessionRows {
    static final RowMapper<StoredSession> SESSION = Row.mapper(SessionRows::session);

    /** All that the mapper needs, of the table {@code terminal_sessions} named {@code s}. */
    static final String COLUMNS = "s.*, clock_timestamp() as read_at";

    private SessionRows() {}

    private static StoredSession session(Row row) {
        return new StoredSession(
                view(row),
                row.number("version"),
                new StoredSession.Keeping(row.flag("resumable"), row.flag("record_input"), row.flag("numbers_input")),
                row.number("output_offset"),
                row.flag("transcript_full"),
                row.flag("transcript_deleted"),
                row.optionalText("stop_reason"),
                row.instant("read_at"));
    }

    private static TerminalSessionView view(Row row) {
        return new TerminalSessionView(
                new TerminalSessionId(row.uuid("id")),
                new WorkspaceId(row.uuid("workspace_id")),
                new NodeId(row.uuid("node_id")),
                new TerminalSessionView.Creator(
                        row.optionalUuid("created_by_user_id"), row.optionalText("created_by_email_snapshot")),
                status(row.text("status")),
                new TerminalSize((int) row.number("cols"), (int) row.number("rows")),
                row.flag("run_as_root"),
                new TerminalSessionView.Ending(
                        row.optionalInstant("closed_at"),
                        row.optionalText("closed_reason"),
                        row.optionalNumber("exit_code")),
                new TerminalSessionView.Transcript(
                        row.number("transcript_bytes"), row.number("chunk_count"), row.number("last_chunk_seq")),
                new TerminalSessionView.Times(
                        row.optionalInstant("opened_at"),
                        row.instant("retention_expires_at"),
                        row.instant("created_at"),
                        row.instant("updated_at")));
    }

    private static TerminalStatus status(String wireName) {
        TerminalStatus status = TerminalStatus.BY_NAME.get(wireName);
        if (status == null) {
            throw new IllegalStateException("unknown terminal status " + wireName);
        }
        return status;
    }
}
