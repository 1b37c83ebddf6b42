package io.noderax.cli.shell;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Query;
import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.terminal.CreateTerminalSession;
import io.noderax.protocol.terminal.CreatedTerminalSession;
import io.noderax.protocol.terminal.TerminalChunkView;
import io.noderax.protocol.terminal.TerminalConnection;
import io.noderax.protocol.terminal.TerminalSessionView;
import java.util.List;
import java.util.UUID;

/** The terminal sessions of a server (wire contract, 3.8). */
final class TerminalSessions {
    static final int PAGE = 1000;

    private final Connection connection;

    TerminalSessions(Connection connection) {
        this.connection = connection;
    }

    CreatedTerminalSession create(NodeView node, CreateTerminalSession wanted) {
        return connection
                .post(
                        Query.of("/workspaces/{}/nodes/{}/terminal-sessions", node.workspaceId(), node.id()),
                        wanted,
                        CreatedTerminalSession::read)
                .value();
    }

    /** @throws CommandFailure when no workspace of the operator has it */
    TerminalSessionView find(UUID id) {
        List<Received<UUID>> workspaces = connection.getAll(Query.of("/workspaces"), fields -> fields.uuid("id"));
        for (Received<UUID> workspace : workspaces) {
            try {
                return connection
                        .get(
                                Query.of("/workspaces/{}/terminal-sessions/{}", workspace.value(), id),
                                TerminalSessionView::read)
                        .value();
            } catch (CallFailed e) {
                if (!e.isRefusedWith(404)) {
                    throw e;
                }
            }
        }
        throw new CommandFailure("no terminal session has the id " + id);
    }

    TerminalSessionView read(TerminalSessionView session) {
        return connection.get(of(session, ""), TerminalSessionView::read).value();
    }

    TerminalConnection connect(TerminalSessionView session) {
        return connection
                .post(of(session, "/connect-token"), () -> JsonObject.EMPTY, TerminalConnection::read)
                .value();
    }

    void terminate(TerminalSessionView session, String reason) {
        connection.post(of(session, "/terminate"), () -> JsonObject.of("reason", reason), TerminalSessionView::read);
    }

    /** The pieces above the number, oldest first, a page of them. They are numbered from 1 without gaps. */
    List<TerminalChunkView> after(TerminalSessionView session, long seq) {
        Query query = of(session, "/chunks").with("limit", PAGE).with("offset", seq);
        return connection.getAll(query, TerminalChunkView::read).stream()
                .map(Received::value)
                .toList();
    }

    private static Query of(TerminalSessionView session, String what) {
        return Query.of("/workspaces/{}/terminal-sessions/{}" + what, session.workspaceId(), session.id());
    }
}
