package io.noderax.server.realtime;

import io.noderax.socketio.server.WebSocketEars;
import io.noderax.socketio.server.WebSocketLink;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of Vert.x. It counts what has not reached the network yet, because Vert.x itself does not count what other threads have
 * given it.
 */
final class VertxLink implements WebSocketLink {
    private static final int MOST_UNDER_WAY = 64 * 1024;

    private final ServerWebSocket webSocket;
    private final Context context;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile @Nullable WebSocketEars ears;

    /** To be made on the event loop. */
    VertxLink(ServerWebSocket webSocket) {
        this.webSocket = webSocket;
        this.context = Objects.requireNonNull(Vertx.currentContext());
    }

    /** From now on, what comes is brought there. To be called on the event loop, before anything can come. */
    void heardBy(WebSocketEars ears) {
        this.ears = ears;
        webSocket.textMessageHandler(ears::text);
        webSocket.binaryMessageHandler(message -> ears.binary(message.getBytes()));
        webSocket.exceptionHandler(_ -> close());
        webSocket.closeHandler(_ -> ears.closed());
    }

    @Override
    public void send(String text) {
        write(text.length(), () -> webSocket.writeTextMessage(text));
    }

    @Override
    public void send(byte[] binary) {
        write(binary.length, () -> webSocket.writeBinaryMessage(Buffer.buffer(binary)));
    }

    private void write(int size, Supplier<Future<Void>> writing) {
        underWay.addAndGet(size);
        try {
            writing.get().onComplete(_ -> written(size));
        } catch (IllegalStateException _) {
            // It is closed, which its close handler tells.
            underWay.addAndGet(-size);
        }
    }

    private void written(int size) {
        int left = underWay.addAndGet(-size);
        WebSocketEars hearing = ears;
        if (hearing != null && left < MOST_UNDER_WAY && left + size >= MOST_UNDER_WAY) {
            hearing.drained();
        }
    }

    @Override
    public boolean isFull() {
        return underWay.get() >= MOST_UNDER_WAY;
    }

    @Override
    public void pauseReading() {
        context.runOnContext(_ -> webSocket.pause());
    }

    @Override
    public void resumeReading() {
        context.runOnContext(_ -> webSocket.resume());
    }

    @Override
    public void close() {
        try {
            webSocket.close();
        } catch (IllegalStateException _) {
            // It is closed already.
        }
    }
}
