package io.noderax.protocol.log;

import io.noderax.protocol.log.LogFrame.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Makes lines of frames, in the order in which the lines end. A line ends with LF, CR LF, or CR alone (progress bars redraw
 * theirs: a CR at the start of a line makes no empty one). A gap ends the line in which it stands. Not safe for several threads.
 */
public final class LineSplitter {
    /** How many bytes of a line are kept; the rest is counted. */
    public static final int KEPT = 64 * 1024;

    private final Stream output;
    private final Stream error;

    public LineSplitter() {
        this(new Stream(Kind.STDOUT), new Stream(Kind.STDERR));
    }

    private LineSplitter(Stream output, Stream error) {
        this.output = output;
        this.error = error;
    }

    /** Takes a frame that follows the last one; gives the lines that it ends. */
    public void accept(LogFrame frame, Consumer<SplitLine> lines) {
        switch (frame.kind()) {
            case STDOUT -> output.accept(frame, lines);
            case STDERR -> error.accept(frame, lines);
            case SYSTEM -> lines.accept(words(frame, text(frame.bytes(), 0, frame.bytes().length)));
            case STDOUT_GAP -> gap(output, frame, lines);
            case STDERR_GAP -> gap(error, frame, lines);
        }
    }

    /** The log has ended: what each stream has begun is a line too. */
    public void end(Consumer<SplitLine> lines) {
        output.end(lines);
        error.end(lines);
    }

    /** Whether no stream stands within a line: then {@link #save} needs no bytes. */
    public boolean isAtLineStart() {
        return output.isFresh() && error.isFresh();
    }

    /** What has to be known to go on after the last frame; empty when each stream is at the start of a line. */
    public byte[] save() {
        if (isAtLineStart()) {
            return new byte[0];
        }
        ByteBuffer saved = ByteBuffer.allocate(output.savedSize() + error.savedSize());
        output.save(saved);
        error.save(saved);
        return saved.array();
    }

    /** A splitter that goes on where another one was saved. */
    public static LineSplitter restore(byte[] saved) {
        if (saved.length == 0) {
            return new LineSplitter();
        }
        ByteBuffer from = ByteBuffer.wrap(saved);
        return new LineSplitter(Stream.restore(Kind.STDOUT, from), Stream.restore(Kind.STDERR, from));
    }

    private static void gap(Stream stream, LogFrame frame, Consumer<SplitLine> lines) {
        stream.end(lines);
        lines.accept(words(frame, frame.gap().sentence()));
    }

    private static SplitLine words(LogFrame frame, String text) {
        return new SplitLine(Kind.SYSTEM, frame.timeMillis(), text, 0);
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8).replace('\0', '\u2400');
    }

    /** One stream: the line that has begun. */
    private static final class Stream {
        private final Kind kind;
        private byte[] line = new byte[256];
        private int length;
        private long skipped;
        private boolean endedByCr;
        private long lastTime;

        Stream(Kind kind) {
            this.kind = kind;
        }

        void accept(LogFrame frame, Consumer<SplitLine> lines) {
            byte[] bytes = frame.bytes();
            lastTime = frame.timeMillis();
            int start = 0;
            for (int i = 0; i < bytes.length; i++) {
                byte b = bytes[i];
                if (b == '\n' || b == '\r') {
                    add(bytes, start, i);
                    lineFeedOrReturn(b == '\r', lines);
                    start = i + 1;
                }
            }
            add(bytes, start, bytes.length);
        }

        void end(Consumer<SplitLine> lines) {
            if (length > 0 || skipped > 0) {
                emit(lines);
            }
            endedByCr = false;
        }

        boolean isFresh() {
            return length == 0 && skipped == 0 && !endedByCr;
        }

        private void lineFeedOrReturn(boolean isReturn, Consumer<SplitLine> lines) {
            boolean empty = length == 0 && skipped == 0;
            if (isReturn ? !empty : !(empty && endedByCr)) {
                emit(lines);
                endedByCr = isReturn;
            } else if (!isReturn) {
                endedByCr = false;
            }
        }

        private void add(byte[] bytes, int from, int to) {
            if (from == to) {
                return;
            }
            endedByCr = false;
            int taken = Math.min(to - from, KEPT - length);
            if (length + taken > line.length) {
                line = java.util.Arrays.copyOf(line, Math.min(KEPT, Math.max(length + taken, 2 * line.length)));
            }
            System.arraycopy(bytes, from, line, length, taken);
            length += taken;
            skipped += to - from - taken;
        }

        private void emit(Consumer<SplitLine> lines) {
            int kept = skipped == 0 ? length : wholeCharacters();
            lines.accept(new SplitLine(kind, lastTime, text(line, 0, kept), skipped + length - kept));
            length = 0;
            skipped = 0;
            if (line.length > 4096) {
                line = new byte[256];
            }
        }

        /** Cuts before a character whose rest was skipped. */
        private int wholeCharacters() {
            int cut = length;
            while (cut > length - 4 && cut > 0 && (line[cut - 1] & 0xC0) == 0x80) {
                cut--;
            }
            return cut > 0 && (line[cut - 1] & 0x80) != 0 ? cut - 1 : length;
        }

        int savedSize() {
            return 1 + 8 + 8 + 4 + length;
        }

        void save(ByteBuffer to) {
            to.put((byte) (endedByCr ? 1 : 0))
                    .putLong(skipped)
                    .putLong(lastTime)
                    .putInt(length);
            to.put(line, 0, length);
        }

        static Stream restore(Kind kind, ByteBuffer from) {
            Stream stream = new Stream(kind);
            stream.endedByCr = from.get() == 1;
            stream.skipped = from.getLong();
            stream.lastTime = from.getLong();
            stream.length = from.getInt();
            stream.line = new byte[Math.max(256, stream.length)];
            from.get(stream.line, 0, stream.length);
            return stream;
        }
    }
}
