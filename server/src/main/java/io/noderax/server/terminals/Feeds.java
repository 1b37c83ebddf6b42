package io.noderax.server.terminals;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.server.nodes.NodeDeleted;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Passes what is new of sessions on to the browsers that are attached to them in this process. Safe for several threads. */
@Singleton
class Feeds {
    private final Database database;
    private final SessionStore sessions;
    private final ConcurrentHashMap<TerminalSessionId, SessionFeed> feeds = new ConcurrentHashMap<>();

    Feeds(Database database, SessionStore sessions, Signals signals) {
        this.database = database;
        this.sessions = sessions;
        signals.on(Signal.TERMINAL_CHANGED, id -> look(new TerminalSessionId(id)));
        signals.onLoss(() -> feeds.values().forEach(SessionFeed::look));
    }

    /** From now on the browser is told of everything. */
    void join(ViewerLoop viewer) {
        feeds.compute(viewer.session(), (id, known) -> {
            SessionFeed feed = known == null ? new SessionFeed(() -> read(id)) : known;
            feed.add(viewer);
            return feed;
        });
    }

    void leave(ViewerLoop viewer) {
        feeds.computeIfPresent(viewer.session(), (_, feed) -> feed.remove(viewer) ? null : feed);
    }

    /** What this process has committed. */
    void deliver(StoredSession session, List<Piece> pieces) {
        SessionFeed feed = feeds.get(session.id());
        if (feed != null) {
            feed.deliver(session, pieces);
        }
    }

    /** Up to where the shell's output may go on, as far as the browsers of this process are concerned. */
    long credit(TerminalSessionId session) {
        SessionFeed feed = feeds.get(session);
        return feed == null ? Long.MAX_VALUE : feed.credit();
    }

    /** Another process has changed something. */
    private void look(TerminalSessionId session) {
        SessionFeed feed = feeds.get(session);
        if (feed != null) {
            feed.look();
        }
    }

    /** The sessions of the node are gone with it. */
    void forget(@Observes NodeDeleted deleted) {
        feeds.values().forEach(SessionFeed::look);
    }

    private Optional<StoredSession> read(TerminalSessionId id) {
        return database.run(db -> sessions.find(db, id));
    }
}
