package io.noderax.cli.tasks;

import io.noderax.cli.http.ReceivedBytes;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.session.WireHeaders;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames of a task's log that follow each other.
 *
 * @param end where the log ended on the server
 */
record OutputPiece(List<LogFrame> frames, long end) {
    /** So many bytes are asked for at a time. */
    static final int LARGEST = 1024 * 1024;

    /** @throws io.noderax.protocol.log.BadFrame when it is no such thing */
    static OutputPiece read(ReceivedBytes received) {
        List<LogFrame> frames = new ArrayList<>();
        ByteBuffer left = received.bytes();
        LogFrame frame = LogFrame.next(left);
        while (frame != null) {
            frames.add(frame);
            frame = LogFrame.next(left);
        }
        String end = received.header(WireHeaders.LOG_END);
        return new OutputPiece(frames, end.matches("[0-9]{1,18}") ? Long.parseLong(end) : 0);
    }
}
