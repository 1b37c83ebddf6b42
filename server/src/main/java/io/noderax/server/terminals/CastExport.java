package io.noderax.server.terminals;

import io.noderax.server.storage.Database;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes a transcript as an asciicast, version 2 (docs.asciinema.org): a line with the size, then a line for each piece. A character
 * that is cut by the end of a piece goes with the next one.
 */
@Singleton
class CastExport {
    static final String MEDIA_TYPE = "application/x-asciicast";
    private static final int PAGE = 200;

    private final Database database;
    private final ChunkStore chunks;

    CastExport(Database database, ChunkStore chunks) {
        this.database = database;
        this.chunks = chunks;
    }

    /** A page of the transcript at a time. */
    void write(StoredSession session, OutputStream out) throws IOException {
        List<SizeChange> sizes = database.run(db -> chunks.sizes(db, session.id()));
        CastLines lines = new CastLines(session, sizes, out);
        List<Piece> page = page(session, 0);
        while (!page.isEmpty()) {
            for (Piece piece : page) {
                lines.write(piece.chunk());
            }
            page = page(session, page.getLast().seq());
        }
        lines.end();
    }

    private List<Piece> page(StoredSession session, long after) {
        return database.run(db -> chunks.list(db, session.id(), ChunkPage.after(after, PAGE)));
    }
}
