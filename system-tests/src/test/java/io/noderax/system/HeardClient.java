package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.socketio.client.Acknowledged;
import io.noderax.socketio.client.Failure;
import io.noderax.socketio.client.ReceivedEvent;
import io.noderax.socketio.client.SocketClient;
import io.noderax.socketio.client.SocketFailed;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of ours, and what it hears on a thread of its own. */
final class HeardClient implements AutoCloseable {
    private static final long SECONDS = 20;

    private final SocketClient socket;
    private final BlockingQueue<ReceivedEvent> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Failure> end = new CompletableFuture<>();
    private ReceivedEvent last;

    private HeardClient(SocketClient socket) {
        this.socket = socket;
        Thread.ofVirtual().start(() -> end.complete(socket.listen(this::hear)));
    }

    static HeardClient of(SocketClient socket) {
        return new HeardClient(socket);
    }

    private void hear(ReceivedEvent event) {
        try {
            if (event.wantsAcknowledgement()) {
                event.acknowledge("[\"heard\"," + event.argument() + "]");
            }
        } catch (SocketFailed e) {
            throw new UncheckedIOException(e);
        }
        heard.add(event);
    }

    SocketClient socket() {
        return socket;
    }

    /** The arguments of the next event, which must be that one. */
    List<String> next(String name) {
        try {
            last = Objects.requireNonNull(heard.poll(SECONDS, TimeUnit.SECONDS), "nothing heard");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (last.name().equals("question")) {
            return next(name);
        }
        assertThat(last.name()).isEqualTo(name);
        return last.arguments();
    }

    List<byte[]> attachments() {
        return last.attachments();
    }

    List<String> ask(String event, String... json) throws SocketFailed {
        return ask(Duration.ofSeconds(SECONDS), event, json);
    }

    /** Nothing when the answer is missing. */
    List<String> ask(Duration within, String event, String... json) throws SocketFailed {
        CompletableFuture<List<String>> answer = new CompletableFuture<>();
        socket.ask(event, List.of(json), within, new Acknowledged() {
            @Override
            public void answered(List<String> arguments) {
                answer.complete(arguments);
            }

            @Override
            public void missing() {
                answer.complete(List.of());
            }
        });
        return answer.orTimeout(SECONDS * 2, TimeUnit.SECONDS).join();
    }

    Failure end() {
        return end.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.close();
        end();
    }
}
