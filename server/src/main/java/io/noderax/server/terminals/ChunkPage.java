package io.noderax.server.terminals;

import io.noderax.protocol.json.Fields;

/** Which pieces of a transcript to read: by place in the list, or all above a number (an extension). */
record ChunkPage(int limit, long offset, long afterSeq) {
    static ChunkPage read(Fields fields) {
        Long limit = fields.optionalInteger("limit", 1, 1000);
        Long offset = fields.optionalInteger("offset", 0, Integer.MAX_VALUE);
        Long afterSeq = fields.optionalInteger("afterSeq", 0, Integer.MAX_VALUE);
        return new ChunkPage(
                limit == null ? 200 : limit.intValue(), offset == null ? 0 : offset, afterSeq == null ? 0 : afterSeq);
    }

    static ChunkPage after(long seq, int limit) {
        return new ChunkPage(limit, 0, seq);
    }
}
