package io.noderax.socketio.server;

import io.noderax.socketio.packet.Encoded;
import io.noderax.socketio.packet.PollingBody;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A client that asks again and again: one GET is parked, without a thread, until there is something to say. Guarded by itself. */
final class PollingTransport implements Transport {
    private static final String TEXT = "text/plain; charset=UTF-8";

    private @Nullable PollingAnswer parked;
    private @Nullable PollingAnswer posted;
    private boolean posting;
    private boolean paused;

    @Override
    public String name() {
        return "polling";
    }

    /** False when another poll waits already. */
    synchronized boolean park(PollingAnswer answer) {
        if (parked != null) {
            return false;
        }
        parked = answer;
        return true;
    }

    private synchronized @Nullable PollingAnswer takeParked() {
        PollingAnswer answer = parked;
        parked = null;
        return answer;
    }

    /** Whether this was the poll that waits; it no longer does. */
    @SuppressWarnings("ReferenceEquality")
    synchronized boolean abandon(PollingAnswer answer) {
        if (parked != answer) {
            return false;
        }
        parked = null;
        return true;
    }

    /** False when another body is still being read. */
    synchronized boolean beginPost() {
        if (posting) {
            return false;
        }
        posting = true;
        return true;
    }

    /** The body has been read; the answer waits while reading is paused, and the client with it. */
    void endPost(PollingAnswer answer) {
        synchronized (this) {
            if (paused) {
                posted = answer;
                return;
            }
            posting = false;
        }
        answer.send(200, "text/html", "ok");
    }

    @Override
    public synchronized void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        PollingAnswer answer;
        synchronized (this) {
            paused = false;
            answer = posted;
            posted = null;
        }
        if (answer != null) {
            endPost(answer);
        }
    }

    /** Lets a waiting poll go with nothing. */
    void release() {
        PollingAnswer answer = takeParked();
        if (answer != null) {
            answer.send(200, TEXT, "6");
        }
    }

    @Override
    public synchronized boolean isReady() {
        return parked != null;
    }

    @Override
    public boolean canSayGoodbye(boolean allSaid) {
        return allSaid && isReady();
    }

    /** Without a poll that waits, what should be written is lost: its client has gone. */
    @Override
    public void write(List<Encoded> packets) {
        PollingAnswer answer = takeParked();
        if (answer != null) {
            answer.send(200, TEXT, body(packets).toString());
        }
    }

    @Override
    public void close(List<Encoded> last) {
        PollingAnswer answer = takeParked();
        if (answer != null) {
            answer.send(200, TEXT, body(last).add("1").toString());
        }
        resumeReading();
    }

    @Override
    public void abort() {
        PollingAnswer answer = takeParked();
        if (answer != null) {
            answer.send(200, TEXT, "1");
        }
        resumeReading();
    }

    private static StringJoiner body(List<Encoded> packets) {
        StringJoiner body = new StringJoiner(Character.toString(PollingBody.SEPARATOR));
        for (Encoded packet : packets) {
            body.add(packet.frame());
            packet.attachments().forEach(attachment -> body.add(PollingBody.encode(attachment)));
        }
        return body;
    }
}
