package io.noderax.socketio.server;

import io.noderax.socketio.packet.Encoded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits to be written to one client, in order and within a bound. Guarded by its session. */
final class WriteBuffer {
    /** What a packet costs beside its text. */
    private static final int OVERHEAD = 64;

    private final int mostBytes;
    private @Nullable ArrayDeque<Encoded> waiting;
    private int bytes;
    private boolean crowded;

    WriteBuffer(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** False when there is no room; something alone always has room. */
    boolean offer(Encoded packet) {
        if (bytes > 0 && size(packet) > mostBytes - bytes) {
            crowded = true;
            return false;
        }
        add(packet);
        return true;
    }

    /** Takes it whatever waits already: for the few packets that must not be lost. */
    void add(Encoded packet) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        waiting.add(packet);
        bytes = Math.addExact(bytes, size(packet));
        crowded |= bytes > mostBytes / 2;
    }

    /** The next packet; null when there is none. */
    @Nullable
    Encoded poll() {
        Encoded packet = waiting == null ? null : waiting.poll();
        if (packet == null) {
            waiting = null;
        } else {
            bytes -= size(packet);
        }
        return packet;
    }

    List<Encoded> takeAll() {
        List<Encoded> all = waiting == null ? List.of() : new ArrayList<>(waiting);
        waiting = null;
        bytes = 0;
        return all;
    }

    boolean isEmpty() {
        return bytes == 0;
    }

    int bytes() {
        return bytes;
    }

    boolean isOverrun() {
        return bytes / 2 > mostBytes;
    }

    boolean isCrowded() {
        return crowded;
    }

    /** True once, when it was crowded and has now emptied. */
    boolean becameRoomy() {
        boolean roomy = crowded && bytes <= mostBytes / 8;
        crowded &= !roomy;
        return roomy;
    }

    private static int size(Encoded packet) {
        return packet.size() + OVERHEAD;
    }
}
