package io.noderax.server.terminals;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.terminal.TerminalSize;
import io.noderax.protocol.terminal.TerminalStatus;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Signal;
import io.noderax.server.workspaces.Scope;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A browser that sees its session and types into it. Safe for several threads. */
final class Attachment implements ViewerHost {
    private static final int PAGE = 64;

    private final Attached key;
    private final TerminalDesk.Parts parts;
    private final ViewerMail mail;
    private final ViewerLoop loop;
    private volatile StoredSession session;
    private volatile boolean closed;
    private volatile boolean typesPast;

    private Attachment(StoredSession start, Viewer viewer, TerminalDesk.Parts parts, @Nullable Long afterSeq) {
        this.session = start;
        this.key = new Attached(start.id(), UUID.randomUUID());
        this.parts = parts;
        this.mail = new ViewerMail(start.id(), viewer, parts.process().instanceName());
        long from = afterSeq == null ? start.view().transcript().lastSeq() : afterSeq;
        long sent = afterSeq == null ? start.outputOffset() : -1;
        this.loop = new ViewerLoop(start, from, sent, mail, new ViewerPace(parts.clock(), TerminalDesk.PATIENCE), this);
    }

    /**
     * Attaches; with {@code afterSeq} when everything up to now was sent.
     *
     * @throws Refusal when the session is not this person's, or over and all of it is known
     */
    static Attachment open(ConnectTokens.Pass pass, Viewer viewer, TerminalDesk.Parts parts, @Nullable Long afterSeq) {
        StoredSession start = parts.database()
                .run(db -> parts.sessions().byId(db, Scope.of(pass.workspace()), pass.session()))
                .filter(found -> found.isOf(pass.user()))
                .orElseThrow(() -> Refusal.forbidden(Words.NOT_AUTHORIZED));
        if (!start.isLive() && (afterSeq == null || start.transcriptDeleted())) {
            throw Refusal.conflict(Words.NOT_ACTIVE);
        }
        Attachment attachment = new Attachment(start, viewer, parts, afterSeq);
        attachment.start(afterSeq != null);
        return attachment;
    }

    /** Told of everything first, then the row is read again: what was between is in one or the other. */
    private void start(boolean replay) {
        boolean isLive = parts.controllers().attach(key);
        parts.feeds().join(loop);
        StoredSession now = parts.database()
                .run(db -> parts.sessions().find(db, key.session()))
                .orElseThrow(() -> Refusal.notFound(Words.notFound(key.session())));
        session = now;
        if (isLive) {
            noteTheWay(now);
        }
        loop.offer(now);
        loop.look();
        Thread.ofVirtual().name("terminal-viewer").start(loop);
        if (replay) {
            loop.awaitSent(now.view().transcript().lastSeq());
        }
    }

    /** An agent that is away at the moment may come back here: only one that is elsewhere is typed past. */
    private boolean noteTheWay(StoredSession now) {
        boolean elsewhere =
                !parts.streams().isHere(now.node()) && parts.commands().isElsewhere(now.node());
        if (elsewhere && !typesPast) {
            typePastTheAgent();
        }
        return elsewhere;
    }

    /** Keys that go through another process than the agent's cannot be counted there. */
    private void typePastTheAgent() {
        typesPast = true;
        parts.database().inTransaction(tx -> {
            parts.transitionStore().stopNumbering(tx, key.session());
            parts.signals()
                    .tellOthers(tx, Signal.TERMINAL_CHANGED, key.session().value());
        });
    }

    /** The ack of {@code terminal.attach}. */
    JsonObject answer() {
        StoredSession now = session;
        JsonObject shown = JsonObject.builder()
                .put("id", now.id().value())
                .put("status", now.status().wireName())
                .put("cols", now.view().size().cols())
                .put("rows", now.view().size().rows())
                .build();
        return JsonObject.builder()
                .put("ok", true)
                .put("session", shown)
                .put("lastSeq", now.view().transcript().lastSeq())
                .build();
    }

    void type(byte[] keys) {
        StoredSession now = live();
        if (now.status() != TerminalStatus.OPEN) {
            throw Refusal.conflict(Words.NOT_OPEN);
        }
        parts.controllers().typed(now.id());
        AgentStream stream = parts.streams().find(now.id());
        boolean sent = (noteTheWay(now) || stream == null)
                ? parts.commands().input(now.node(), now.id(), keys, null)
                : stream.work().input().type(keys);
        if (!sent) {
            throw Refusal.conflict(Words.NO_ROUTE);
        }
    }

    void resize(TerminalSize size) {
        live();
        StoredSession resized = parts.database()
                .transaction(tx -> parts.transitions().resize(tx, key.session(), size))
                .orElseThrow(() -> Refusal.conflict(Words.NOT_ACTIVE));
        if (resized.status() == TerminalStatus.OPEN) {
            parts.commands().resize(resized);
        }
    }

    StoredSession terminate(@Nullable String reason) {
        live();
        StoredSession terminating = parts.database()
                .transaction(tx -> parts.transitions().terminate(tx, key.session(), reason))
                .orElse(session);
        parts.sweep().in(Transitions.TO_END);
        return terminating;
    }

    private StoredSession live() {
        StoredSession now = session;
        if (!now.isLive() || closed) {
            throw Refusal.conflict(Words.NOT_ACTIVE);
        }
        return now;
    }

    /** Lets go of the session. Blocking. */
    void close() {
        closed = true;
        loop.stop();
        parts.feeds().leave(loop);
        parts.controllers().leave(key);
        parts.streams().lookAtCredit(key.session());
    }

    @Override
    public synchronized void changed(StoredSession changed) {
        if (changed.version() >= session.version()) {
            session = changed;
        }
    }

    @Override
    public List<Piece> after(long seq) {
        return parts.database().run(db -> parts.chunks().list(db, key.session(), ChunkPage.after(seq, PAGE)));
    }

    @Override
    public void progressed() {
        parts.streams().lookAtCredit(key.session());
    }

    @Override
    public void holds(@Nullable Long offset) {
        parts.controllers().hold(key, offset);
    }

    @Override
    public void stalled() {
        mail.error("This browser has taken nothing for %d seconds and was detached; attach again to go on."
                .formatted(TerminalDesk.PATIENCE.toSeconds()));
        close();
    }
}
