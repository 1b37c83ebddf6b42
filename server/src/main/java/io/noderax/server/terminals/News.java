package io.noderax.server.terminals;

import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Tells of a session's change when it is committed: the browsers of this process, and the other processes. */
@Singleton
class News {
    private final Feeds feeds;
    private final Transcript transcript;
    private final Signals signals;

    News(Feeds feeds, Transcript transcript, Signals signals) {
        this.feeds = feeds;
        this.transcript = transcript;
        this.signals = signals;
    }

    /** Writes the words into the transcript and tells of the change; gives the session as it is then. */
    StoredSession changed(Handle tx, StoredSession session, String words) {
        return publish(tx, transcript.append(tx, session, words));
    }

    /** The same without words. */
    StoredSession changed(Handle tx, StoredSession session) {
        return publish(tx, new Transcript.Appended(session, List.of(), false));
    }

    StoredSession publish(Handle tx, Transcript.Appended appended) {
        signals.tellOthers(tx, Signal.TERMINAL_CHANGED, appended.session().id().value());
        tx.afterCommit(() -> committed(appended));
        return appended.session();
    }

    /** Tells the browsers of this process of what is committed. */
    void committed(Transcript.Appended appended) {
        feeds.deliver(appended.session(), appended.pieces());
    }
}
