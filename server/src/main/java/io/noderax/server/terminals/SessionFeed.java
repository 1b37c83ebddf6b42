package io.noderax.server.terminals;

import io.noderax.server.background.OneAtATime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The browsers of this process at one session. Safe for several threads. */
final class SessionFeed {
    private final CopyOnWriteArrayList<ViewerLoop> viewers = new CopyOnWriteArrayList<>();
    private final OneAtATime reading;

    /** @param row reads the session; empty when it is gone */
    SessionFeed(Supplier<Optional<StoredSession>> row) {
        this.reading = new OneAtATime("terminal-news", () -> tell(row.get()));
    }

    void add(ViewerLoop viewer) {
        viewers.add(viewer);
    }

    /** Whether it was the last. */
    boolean remove(ViewerLoop viewer) {
        viewers.remove(viewer);
        return viewers.isEmpty();
    }

    void deliver(StoredSession session, List<Piece> pieces) {
        for (ViewerLoop viewer : viewers) {
            viewer.offer(pieces);
            viewer.offer(session);
        }
    }

    /** Reads what has changed elsewhere; does not block. */
    void look() {
        reading.look();
    }

    private void tell(Optional<StoredSession> session) {
        for (ViewerLoop viewer : viewers) {
            viewer.look();
            session.ifPresentOrElse(viewer::offer, viewer::sessionIsGone);
        }
    }

    long credit() {
        return viewers.stream().mapToLong(ViewerLoop::credit).min().orElse(Long.MAX_VALUE);
    }
}
