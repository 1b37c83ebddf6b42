package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.terminal.CreateTerminalSession;
import io.noderax.protocol.terminal.CreatedTerminalSession;
import io.noderax.protocol.terminal.TerminalChunkView;
import io.noderax.protocol.terminal.TerminalConnection;
import io.noderax.protocol.terminal.TerminalSessionView;
import io.noderax.server.audit.Audit;
import io.noderax.server.audit.Deed;
import io.noderax.server.auth.Operator;
import io.noderax.server.http.Refusal;
import io.noderax.server.nodes.RootSurface;
import io.noderax.server.storage.Database;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Terminal sessions as operators open, see and end them over REST (wire contract, 3.8). */
@Singleton
class Terminals {
    private final Database database;
    private final SessionStore sessions;
    private final ChunkStore chunks;
    private final Transitions transitions;
    private final News news;
    private final TerminalGate gate;
    private final AgentCommands commands;
    private final ConnectTokens tokens;
    private final TerminalSweep sweep;
    private final TerminalTimes times;
    private final Audit audit;

    Terminals(
            Database database,
            SessionStore sessions,
            ChunkStore chunks,
            Transitions transitions,
            News news,
            TerminalGate gate,
            AgentCommands commands,
            ConnectTokens tokens,
            TerminalSweep sweep,
            TerminalTimes times,
            Audit audit) {
        this.database = database;
        this.sessions = sessions;
        this.chunks = chunks;
        this.transitions = transitions;
        this.news = news;
        this.gate = gate;
        this.commands = commands;
        this.tokens = tokens;
        this.sweep = sweep;
        this.times = times;
        this.audit = audit;
    }

    CreatedTerminalSession create(Scope scope, NodeId id, Operator by, CreateTerminalSession asked) {
        NodeView node = gate.admit(scope, id, asked.runAsRoot());
        NewSession wanted = new NewSession(
                node.workspaceId(),
                id,
                by.id(),
                by.email(),
                asked.size(),
                asked.runAsRoot(),
                new StoredSession.Keeping(commands.keepsShells(id), recordsInput(asked), true));
        StoredSession session = database.transaction(tx -> insert(tx, wanted, node));
        if (!commands.start(session)) {
            database.inTransaction(
                    tx -> transitions.end(tx, session.id(), End.failed("The agent's connection was lost.")));
            throw gate.noRoute(node);
        }
        sweep.in(Transitions.TO_OPEN);
        return new CreatedTerminalSession(session.view(), pass(session, by));
    }

    private boolean recordsInput(CreateTerminalSession asked) {
        return asked.recordInput() == null ? times.recordInput() : asked.recordInput();
    }

    private StoredSession insert(Handle tx, NewSession wanted, NodeView node) {
        StoredSession session = sessions.insert(tx, wanted, Transitions.TO_OPEN, times.keptFor());
        chunks.insertSize(tx, session);
        audit.note(
                tx,
                deed("terminal-session.created", session)
                        .with("nodeId", node.id().value())
                        .with("nodeName", node.name())
                        .with("runAsRoot", wanted.runAsRoot())
                        .with("rootSurface", wanted.runAsRoot() ? RootSurface.TERMINAL : null)
                        .with("recordInput", wanted.keeping().recordInput()));
        return news.changed(tx, session, Words.created(wanted.email(), node.name()));
    }

    List<TerminalSessionView> list(Scope scope, NodeId node, SessionPage page) {
        gate.requireNode(scope, node);
        return database.run(db -> sessions.list(db, scope, node, page)).stream()
                .map(StoredSession::view)
                .toList();
    }

    /** Sessions of all nodes. */
    List<TerminalSessionView> list(Scope scope, SessionPage page) {
        return database.run(db -> sessions.list(db, scope, null, page)).stream()
                .map(StoredSession::view)
                .toList();
    }

    /** A live session is its creator's alone. */
    StoredSession read(Scope scope, TerminalSessionId id, Operator by) {
        StoredSession session = find(scope, id);
        if (session.isLive() && !session.isOf(by.id())) {
            throw Refusal.forbidden("A live terminal session can only be read by the person who opened it.");
        }
        return session;
    }

    private StoredSession find(Scope scope, TerminalSessionId id) {
        return database.run(db -> sessions.byId(db, scope, id)).orElseThrow(() -> Refusal.notFound(Words.notFound(id)));
    }

    TerminalConnection connect(Scope scope, TerminalSessionId id, Operator by) {
        StoredSession session = find(scope, id);
        if (!session.isOf(by.id())) {
            throw Refusal.forbidden("A terminal session can only be attached to by the person who opened it.");
        }
        if (!session.isLive()) {
            throw Refusal.conflict(Words.NOT_ACTIVE);
        }
        return pass(session, by);
    }

    private TerminalConnection pass(StoredSession session, Operator by) {
        return tokens.issue(new ConnectTokens.Pass(session.id(), session.view().workspaceId(), by.id()));
    }

    /** Any administrator of the workspace may; of a session that ends already nothing changes. */
    TerminalSessionView terminate(Scope scope, TerminalSessionId id, @Nullable String reason) {
        StoredSession session = find(scope, id);
        StoredSession now = database.transaction(tx -> {
            Optional<StoredSession> changed = transitions.terminate(tx, id, reason);
            changed.ifPresent(terminating -> audit.note(
                    tx, deed("terminal-session.terminated", terminating).with("reason", reason)));
            return changed.or(() -> sessions.find(tx, id)).orElse(session);
        });
        sweep.in(Transitions.TO_END);
        return now.view();
    }

    private static Deed deed(String action, StoredSession session) {
        return Deed.in(session.view().workspaceId(), action, "terminal-session", session.id(), null);
    }

    List<TerminalChunkView> chunks(Scope scope, TerminalSessionId id, Operator by, ChunkPage page) {
        StoredSession session = transcript(scope, id, by);
        return database.run(db -> chunks.list(db, session.id(), page)).stream()
                .map(Piece::chunk)
                .toList();
    }

    /** The session, if its transcript is still there. */
    StoredSession transcript(Scope scope, TerminalSessionId id, Operator by) {
        StoredSession session = read(scope, id, by);
        boolean isOver = !session.isLive() && session.view().times().keptUntil().compareTo(session.readAt()) <= 0;
        if (session.transcriptDeleted() || isOver) {
            throw Refusal.gone("The transcript of terminal session " + id + " was kept until "
                    + session.view().times().keptUntil() + " and is deleted.");
        }
        return session;
    }
}
