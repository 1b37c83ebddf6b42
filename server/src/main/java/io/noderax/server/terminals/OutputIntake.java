package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.terminal.TerminalOutput;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signals;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stores what the shells write: any number of pieces in one commit, in their order. */
@Singleton
class OutputIntake {
    /** What became of a run of output. */
    sealed interface Taken {
        /**
         * It is stored.
         *
         * @param seqs for each piece of output the number of the chunk that holds its end
         * @param heldElsewhere up to where browsers at other processes let the shell go on
         */
        record Stored(StoredSession session, List<Long> seqs, long heldElsewhere) implements Taken {}

        /** It filled the transcript: the shell has to end. */
        record Overflowed(StoredSession session) implements Taken {}

        /** The session takes none: it is over, full, or another node's. */
        record Ignored(StoredSession session) implements Taken {}

        /** There is no such session. */
        record Unknown() implements Taken {}
    }

    private final Database database;
    private final SessionStore sessions;
    private final ControllerStore controllers;
    private final Transcript transcript;
    private final Transitions transitions;
    private final News news;
    private final ThisProcess process;
    private final Signals signals;

    OutputIntake(
            Database database,
            SessionStore sessions,
            ControllerStore controllers,
            Transcript transcript,
            Transitions transitions,
            News news,
            ThisProcess process,
            Signals signals) {
        this.database = database;
        this.sessions = sessions;
        this.controllers = controllers;
        this.transcript = transcript;
        this.transitions = transitions;
        this.news = news;
        this.process = process;
        this.signals = signals;
    }

    /** @param known the session as it was after the agent's output before, if there was any */
    Taken store(NodeId from, TerminalSessionId id, @Nullable StoredSession known, List<TerminalOutput> outputs) {
        Taken next = known == null || signals.hasOthers() ? null : storeNext(known, outputs);
        return next == null ? store(from, id, outputs) : next;
    }

    /**
     * What a key makes a shell write goes a shorter way: one statement, while nobody else works with the session. Null when it has
     * to go the other way.
     */
    private @Nullable Taken storeNext(StoredSession known, List<TerminalOutput> outputs) {
        OutputPlan plan = OutputPlan.of(known.outputOffset(), outputs);
        NewChunk chunk = plan.chunks().size() == 1 ? plan.chunks().getFirst() : null;
        if (chunk == null || chunk.firstOffset() == null) {
            return null;
        }
        Transcript.Appended appended =
                database.run(db -> transcript.appendNext(db, known, chunk)).orElse(null);
        if (appended == null) {
            return null;
        }
        news.committed(appended);
        return new Taken.Stored(appended.session(), seqs(known, plan), Long.MAX_VALUE);
    }

    private Taken store(NodeId from, TerminalSessionId id, List<TerminalOutput> outputs) {
        return database.transaction(tx -> {
            StoredSession session = sessions.lockForOutput(tx, id).orElse(null);
            if (session == null) {
                return new Taken.Unknown();
            }
            if (!session.isOf(from) || !session.isLive() || session.transcriptFull()) {
                return new Taken.Ignored(session);
            }
            return store(tx, session, OutputPlan.of(session.outputOffset(), outputs));
        });
    }

    private Taken store(Handle tx, StoredSession session, OutputPlan plan) {
        if (plan.chunks().isEmpty() && plan.offset() == session.outputOffset()) {
            return stored(tx, session, plan, session);
        }
        Transcript.Appended appended = transcript.append(tx, session, plan.chunks(), plan.offset());
        StoredSession after = news.publish(tx, appended);
        return appended.reachedLimit()
                ? new Taken.Overflowed(transitions.overflowed(tx, after))
                : stored(tx, session, plan, after);
    }

    private Taken stored(Handle tx, StoredSession before, OutputPlan plan, StoredSession after) {
        return new Taken.Stored(after, seqs(before, plan), heldElsewhere(tx, after.id()));
    }

    private static List<Long> seqs(StoredSession before, OutputPlan plan) {
        long first = before.view().transcript().lastSeq();
        return plan.ends().stream().map(end -> first + end).toList();
    }

    /** A process that is alone need not ask. */
    private long heldElsewhere(Handle db, TerminalSessionId id) {
        return signals.hasOthers() ? controllers.heldElsewhere(db, id, process.id()) : Long.MAX_VALUE;
    }

    /** Writes down what was typed; nothing once the transcript is full. */
    void typed(TerminalSessionId id, byte[] keys) {
        database.inTransaction(tx -> sessions.lockForOutput(tx, id)
                .filter(session -> session.isLive() && !session.transcriptFull())
                .ifPresent(session -> {
                    Transcript.Appended appended =
                            transcript.append(tx, session, List.of(NewChunk.typed(keys)), session.outputOffset());
                    StoredSession after = news.publish(tx, appended);
                    if (appended.reachedLimit()) {
                        transitions.overflowed(tx, after);
                    }
                }));
    }

    /** Up to where browsers at other processes let the shell go on. */
    long heldElsewhere(TerminalSessionId id) {
        return database.run(db -> heldElsewhere(db, id));
    }
}
