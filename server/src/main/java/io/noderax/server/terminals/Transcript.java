package io.noderax.server.terminals;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Writes sessions' transcripts: in order, numbered without holes, and never longer than their limit. */
@Singleton
class Transcript {
    /**
     * What was appended.
     *
     * @param session as it is after that
     * @param reachedLimit whether it was this that filled the transcript
     */
    record Appended(StoredSession session, List<Piece> pieces, boolean reachedLimit) {}

    private final SessionStore sessions;
    private final ChunkStore chunks;
    private final TerminalTimes times;

    Transcript(SessionStore sessions, ChunkStore chunks, TerminalTimes times) {
        this.sessions = sessions;
        this.chunks = chunks;
        this.times = times;
    }

    /** A word of the server's about the session, whose row is locked; it is kept also when the transcript is full. */
    Appended append(Handle tx, StoredSession locked, String words) {
        return store(tx, locked, List.of(NewChunk.words(words)), locked.outputOffset(), false);
    }

    /**
     * Appends to the transcript of a session whose row is locked, as far as there is room.
     *
     * @param outputOffset where the shell's output stands after that
     */
    Appended append(Handle tx, StoredSession locked, List<NewChunk> added, long outputOffset) {
        long room = times.transcriptLimit() - locked.view().transcript().bytes();
        List<NewChunk> fitting = new ArrayList<>(added.size());
        for (NewChunk chunk : added) {
            if (chunk.payload().length > room) {
                fitting.add(chunk.cutTo((int) Math.max(0, room)));
                fitting.add(NewChunk.words(Words.overflow(times.transcriptMib())));
                return store(tx, locked, fitting, outputOffset, true);
            }
            room -= chunk.payload().length;
            fitting.add(chunk);
        }
        return store(tx, locked, fitting, outputOffset, false);
    }

    /**
     * Appends one chunk of the shell's output without a transaction around it; nothing when that cannot be done.
     *
     * @param known the session as it was after the chunk before
     */
    Optional<Appended> appendNext(Handle db, StoredSession known, NewChunk chunk) {
        return chunks.insertNext(db, known, chunk, times.transcriptLimit())
                .map(session -> new Appended(
                        session,
                        List.of(chunk.stored(
                                session.id(),
                                session.view().transcript().lastSeq(),
                                session.view().times().updatedAt())),
                        false));
    }

    private Appended store(Handle tx, StoredSession locked, List<NewChunk> added, long outputOffset, boolean full) {
        List<Piece> pieces = added.isEmpty() ? List.of() : chunks.insert(tx, locked, added);
        long bytes = pieces.stream().mapToLong(Piece::size).sum();
        StoredSession grown = sessions.grown(tx, locked.id(), bytes, pieces.size(), outputOffset, full);
        return new Appended(grown, pieces, full);
    }
}
