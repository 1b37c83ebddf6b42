package io.noderax.server.terminals;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.terminal.TerminalSize;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Moves sessions from state to state, each with its word in the transcript, and tells of it. */
@Singleton
class Transitions {
    /** How long a shell may take to open, and to end when it was asked to. */
    static final Duration TO_OPEN = Duration.ofSeconds(15);

    static final Duration TO_END = Duration.ofSeconds(10);

    private final TransitionStore store;
    private final ChunkStore chunks;
    private final News news;
    private final AgentCommands commands;
    private final TerminalTimes times;

    Transitions(TransitionStore store, ChunkStore chunks, News news, AgentCommands commands, TerminalTimes times) {
        this.store = store;
        this.chunks = chunks;
        this.news = news;
        this.commands = commands;
        this.times = times;
    }

    /** The shell runs; nothing happens to a session that is not waited for any more. */
    Optional<StoredSession> opened(Handle tx, TerminalSessionId id) {
        return store.opened(tx, id, times.detachGrace()).map(session -> news.changed(tx, session, Words.OPENED));
    }

    /** Asks the shell to end; nothing happens to a session that was asked already. */
    Optional<StoredSession> terminate(Handle tx, TerminalSessionId id, @Nullable String reason) {
        return store.terminate(tx, id, reason, TO_END).map(session -> stopping(tx, session));
    }

    /** The transcript is full: the shell is asked to end, once. */
    StoredSession overflowed(Handle tx, StoredSession session) {
        return store.terminate(tx, session.id(), Words.OVERFLOW, TO_END)
                .map(terminating -> {
                    StoredSession told = news.changed(tx, terminating);
                    tx.afterCommit(() -> commands.stop(told));
                    return told;
                })
                .orElse(session);
    }

    /** A session whose end was just asked for. */
    StoredSession stopping(Handle tx, StoredSession terminating) {
        StoredSession told = news.changed(tx, terminating, Words.termination(terminating.stopReason()));
        tx.afterCommit(() -> commands.stop(told));
        return told;
    }

    /** The agent says that there is no shell any more. */
    Optional<StoredSession> end(Handle tx, TerminalSessionId id, End end) {
        return store.end(tx, id, end, times.keptFor()).map(session -> ended(tx, session));
    }

    /** A session that is over. */
    StoredSession ended(Handle tx, StoredSession session) {
        String reason = session.view().ending().reason();
        return news.changed(tx, session, reason == null ? Words.CLOSED : reason);
    }

    Optional<StoredSession> resize(Handle tx, TerminalSessionId id, TerminalSize size) {
        return store.resize(tx, id, size).map(session -> {
            chunks.insertSize(tx, session);
            return news.changed(tx, session);
        });
    }
}
