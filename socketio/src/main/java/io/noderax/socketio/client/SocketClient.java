package io.noderax.socketio.client;

import io.noderax.socketio.packet.BadPacket;
import io.noderax.socketio.packet.Encoded;
import io.noderax.socketio.packet.EnginePacket;
import io.noderax.socketio.packet.Handshake;
import io.noderax.socketio.packet.JsonText;
import io.noderax.socketio.packet.PacketAssembler;
import io.noderax.socketio.packet.SocketPacket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A client in one namespace, over a WebSocket. One thread listens; any thread may send, ask and close. */
public final class SocketClient implements AutoCloseable {
    private final WebSocketClient webSocket;
    private final String namespace;
    private final Handshake handshake;
    private final PacketAssembler assembler;
    private final AwaitedAnswers awaited = new AwaitedAnswers();
    /** A packet and its attachments must not be parted. */
    private final ReentrantLock sending = new ReentrantLock();

    private volatile @Nullable Failure ended;
    private String id = "";
    private long aliveUntil;

    private SocketClient(WebSocketClient webSocket, SocketOptions options, Handshake handshake) {
        this.webSocket = webSocket;
        this.namespace = options.namespace();
        this.handshake = handshake;
        this.assembler = new PacketAssembler(options.largestMessage());
        heard();
    }

    // --- connecting -------------------------------------------------------------------------------------------------

    /** Connects and enters the namespace. Blocks. */
    public static SocketClient connect(SocketOptions options, Connector connector, RandomGenerator chance)
            throws SocketFailed {
        long deadline = System.nanoTime() + options.within().toNanos();
        WebSocketRequest request = new WebSocketRequest(
                options.endpoint("websocket"), options.headers(), options.within(), options.largestMessage());
        WebSocketClient webSocket = WebSocketClient.open(request, connector, chance);
        try {
            SocketClient client = new SocketClient(webSocket, options, opened(webSocket, deadline));
            client.enter(options.auth(), deadline);
            return client;
        } catch (BadPacket e) {
            webSocket.close();
            throw new SocketFailed(new Failure.ProtocolBroken(String.valueOf(e.getMessage())), e);
        } catch (SocketFailed | RuntimeException e) {
            webSocket.close();
            throw e;
        }
    }

    private static Handshake opened(WebSocketClient webSocket, long deadline) throws SocketFailed {
        if (packet(webSocket, deadline) instanceof EnginePacket.Open(Handshake handshake)) {
            return handshake;
        }
        throw SocketFailed.broken("the first packet opens");
    }

    private static EnginePacket packet(WebSocketClient webSocket, long deadline) throws SocketFailed {
        return switch (webSocket.read(deadline, deadline)) {
            case null -> throw new SocketFailed(new Failure.TimedOut("the server does not answer in time"));
            case WebSocketMessage.Text text -> EnginePacket.parse(text.text());
            case WebSocketMessage.Binary binary -> new EnginePacket.Binary(binary.bytes());
        };
    }

    private void enter(@Nullable String auth, long deadline) throws SocketFailed {
        send(new SocketPacket.Connect(namespace, auth));
        while (true) {
            switch (packet(webSocket, deadline)) {
                case EnginePacket.Ping ping -> webSocket.send(new EnginePacket.Pong(ping.text()).encode());
                case EnginePacket.Message message -> {
                    id = entered(SocketPacket.parse(message.text()));
                    heard();
                    return;
                }
                case EnginePacket.Close _ -> throw new SocketFailed(new Failure.Closed(1005, ""));
                case EnginePacket other -> throw new BadPacket("expected an answer to the connect, got " + other);
            }
        }
    }

    private static String entered(SocketPacket packet) throws SocketFailed {
        return switch (packet) {
            case SocketPacket.Connect connect -> {
                String json = connect.json() == null ? "{}" : connect.json();
                yield JsonText.string(JsonText.members(json).getOrDefault("sid", "\"\""));
            }
            case SocketPacket.ConnectError error -> throw refused(error.json());
            default -> throw new BadPacket("expected an answer to the connect");
        };
    }

    private static SocketFailed refused(String json) {
        if (!json.startsWith("{")) {
            return new SocketFailed(new Failure.NamespaceRefused(json, null));
        }
        Map<String, String> members = JsonText.members(json);
        String message = JsonText.string(members.getOrDefault("message", "\"\""));
        return new SocketFailed(new Failure.NamespaceRefused(message, members.get("data")));
    }

    /** The id that the server gave. */
    public String id() {
        return id;
    }

    /** What the server said of itself when the connection opened. */
    public Handshake handshake() {
        return handshake;
    }

    /** The headers of the answer to the HTTP request, with names in lower case. */
    public Map<String, String> answerHeaders() {
        return webSocket.answerHeaders();
    }

    // --- sending ----------------------------------------------------------------------------------------------------

    /**
     * Sends an event. Blocks while the network takes nothing.
     *
     * @param json the arguments
     * @throws IllegalArgumentException when it is bigger than the server accepts
     */
    public void emit(String event, String... json) throws SocketFailed {
        emit(event, List.of(json), List.of());
    }

    public void emit(String event, List<String> json, List<byte[]> attachments) throws SocketFailed {
        send(new SocketPacket.Event(namespace, OptionalLong.empty(), event, json, attachments));
    }

    /** Sends an event that the server is to acknowledge; {@link #listen} brings the answer. */
    public void ask(String event, List<String> json, Duration within, Acknowledged answer) throws SocketFailed {
        long ack = awaited.add(answer, System.nanoTime() + within.toNanos());
        try {
            send(new SocketPacket.Event(namespace, OptionalLong.of(ack), event, json, List.of()));
        } catch (SocketFailed | RuntimeException e) {
            awaited.take(ack);
            throw e;
        }
    }

    void send(SocketPacket packet) throws SocketFailed {
        Encoded encoded = packet.encode();
        if (encoded.size() > handshake.maxPayload()) {
            throw new IllegalArgumentException("a packet for this server may have at most " + handshake.maxPayload()
                    + " bytes (got " + encoded.size() + ")");
        }
        Failure end = ended;
        if (end != null) {
            throw new SocketFailed(end);
        }
        sending.lock();
        try {
            webSocket.send(encoded.frame());
            for (byte[] attachment : encoded.attachments()) {
                webSocket.send(attachment);
            }
        } finally {
            sending.unlock();
        }
    }

    // --- listening --------------------------------------------------------------------------------------------------

    /** Hears the server until the connection ends, and says why it did. The calling thread reads. */
    public Failure listen(EventListener listener) {
        try {
            while (ended == null) {
                hear(listener);
            }
        } catch (SocketFailed e) {
            end(e.failure());
        } catch (BadPacket e) {
            end(new Failure.ProtocolBroken(String.valueOf(e.getMessage())));
        } finally {
            end(new Failure.Closed(1000, ""));
            awaited.takeAll().forEach(Acknowledged::missing);
        }
        return Objects.requireNonNull(ended);
    }

    private void hear(EventListener listener) throws SocketFailed {
        WebSocketMessage message = webSocket.read(awaited.nextExpiry(aliveUntil), aliveUntil);
        long now = System.nanoTime();
        awaited.takeExpired(now).forEach(Acknowledged::missing);
        switch (message) {
            case null -> {
                if (now - aliveUntil >= 0) {
                    throw new SocketFailed(new Failure.TimedOut("the server has sent no ping in time"));
                }
            }
            case WebSocketMessage.Text text -> {
                heard();
                accept(EnginePacket.parse(text.text()), listener);
            }
            case WebSocketMessage.Binary binary -> {
                heard();
                accept(assembler.binary(binary.bytes()), listener);
            }
        }
    }

    /** The server lives. */
    private void heard() {
        aliveUntil = System.nanoTime() + (handshake.pingInterval() + (long) handshake.pingTimeout()) * 1_000_000;
    }

    private void accept(EnginePacket packet, EventListener listener) throws SocketFailed {
        switch (packet) {
            case EnginePacket.Message message -> accept(assembler.text(message.text()), listener);
            case EnginePacket.Ping ping -> webSocket.send(new EnginePacket.Pong(ping.text()).encode());
            case EnginePacket.Noop _ -> {}
            case EnginePacket.Close _ -> throw new SocketFailed(new Failure.Closed(1005, ""));
            case EnginePacket.Open _, EnginePacket.Pong _, EnginePacket.Upgrade _, EnginePacket.Binary _ ->
                throw new BadPacket("a server does not send this (got " + packet + ")");
        }
    }

    private void accept(@Nullable SocketPacket packet, EventListener listener) throws SocketFailed {
        switch (packet) {
            case null -> {}
            case SocketPacket.Event event -> listener.event(new ReceivedEvent(this, event));
            case SocketPacket.Ack ack -> {
                Acknowledged answer = awaited.take(ack.id());
                if (answer != null) {
                    answer.answered(ack.arguments());
                }
            }
            case SocketPacket.Disconnect _ -> throw new SocketFailed(new Failure.Disconnected());
            case SocketPacket.ConnectError error -> throw refused(error.json());
            case SocketPacket.Connect _, SocketPacket.BinaryEvent _, SocketPacket.BinaryAck _ ->
                throw new BadPacket("the namespace is entered already");
        }
    }

    // --- its end ----------------------------------------------------------------------------------------------------

    public boolean isOpen() {
        return ended == null;
    }

    /** Leaves the namespace and closes; whoever listens returns. */
    @Override
    public void close() {
        if (isOpen() && sending.tryLock()) {
            try {
                webSocket.send(new SocketPacket.Disconnect(namespace).encode().frame());
            } catch (SocketFailed _) {
                // It has ended by itself.
            } finally {
                sending.unlock();
            }
        }
        end(new Failure.Closed(1000, ""));
    }

    private synchronized void end(Failure why) {
        if (ended == null) {
            ended = why;
            webSocket.close();
        }
    }
}
