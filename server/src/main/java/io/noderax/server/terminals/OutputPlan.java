package io.noderax.server.terminals;

import io.noderax.protocol.terminal.ChunkDirection;
import io.noderax.protocol.terminal.Direction;
import io.noderax.protocol.terminal.TerminalOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What of a run of output is new: bytes that are here already are cut, bytes that are not are said to be missing, and what follows
 * each other is put together.
 *
 * @param chunks to store, in order
 * @param ends for each piece of output, how many of the chunks stand before or hold its end
 * @param offset where the shell's output stands after them
 */
record OutputPlan(List<NewChunk> chunks, List<Integer> ends, long offset) {
    /** Larger chunks make fewer rows, and more to repeat for a browser that has half of one. */
    private static final int LARGEST = 32 * 1024;

    /** @param stored where the shell's output stands before them */
    static OutputPlan of(long stored, List<TerminalOutput> outputs) {
        Maker maker = new Maker(stored);
        outputs.forEach(maker::take);
        return new OutputPlan(maker.chunks, maker.ends, maker.offset);
    }

    /** Belongs to one thread. */
    private static final class Maker {
        private final List<NewChunk> chunks = new ArrayList<>();
        private final List<Integer> ends = new ArrayList<>();
        private long offset;

        Maker(long offset) {
            this.offset = offset;
        }

        void take(TerminalOutput output) {
            byte[] bytes = output.payload().bytes();
            if (output.direction() == Direction.SYSTEM) {
                chunks.add(new NewChunk(ChunkDirection.SYSTEM, bytes, null, output.timestamp()));
            } else if (output.place() == null) {
                add(output, bytes);
            } else {
                place(output, bytes, output.place().offset() + output.place().gap());
            }
            ends.add(chunks.size());
        }

        private void place(TerminalOutput output, byte[] bytes, long start) {
            if (start > offset) {
                chunks.add(NewChunk.words(Words.gap(start - offset)));
                offset = start;
            }
            int known = (int) Math.min(bytes.length, offset - start);
            if (known < bytes.length) {
                add(output, Arrays.copyOfRange(bytes, known, bytes.length));
            }
        }

        private void add(TerminalOutput output, byte[] bytes) {
            ChunkDirection direction =
                    output.direction() == Direction.STDERR ? ChunkDirection.STDERR : ChunkDirection.STDOUT;
            NewChunk chunk = new NewChunk(direction, bytes, offset, output.timestamp());
            NewChunk last = chunks.isEmpty() ? null : chunks.getLast();
            if (last != null && last.direction() == direction && last.payload().length + bytes.length <= LARGEST) {
                chunks.set(chunks.size() - 1, last.and(bytes));
            } else {
                chunks.add(chunk);
            }
            offset += bytes.length;
        }
    }
}
