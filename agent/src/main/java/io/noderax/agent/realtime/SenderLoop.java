package io.noderax.agent.realtime;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Timestamps;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.socketio.client.Acknowledged;
import io.noderax.socketio.client.SocketClient;
import io.noderax.socketio.client.SocketFailed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Sends what waits, pings and measures on one connection until that ends; the first measures go out at once. */
final class SenderLoop implements Runnable {
    private static final Duration TO_ACKNOWLEDGE = Duration.ofSeconds(30);

    private final RealtimeSession.Parts parts;
    private final SocketClient client;
    private final Outgoing outgoing;
    private final boolean extended;

    SenderLoop(RealtimeSession.Parts parts, SocketClient client, Outgoing outgoing, Set<String> extensions) {
        this.parts = parts;
        this.client = client;
        this.outgoing = outgoing;
        this.extended = extensions.contains(WireHeaders.CAP_TELEMETRY);
    }

    @Override
    public void run() {
        long nextPing = System.nanoTime() + parts.settings().pingInterval().toNanos();
        long nextMetrics = System.nanoTime();
        try {
            while (!outgoing.isClosed()) {
                Outgoing.Event event = outgoing.poll(Math.min(nextPing, nextMetrics));
                if (event != null) {
                    send(event);
                }
                long now = System.nanoTime();
                if (now - nextMetrics >= 0 && !outgoing.isClosed()) {
                    measure();
                    nextMetrics = after(nextMetrics, now, parts.settings().metricsInterval());
                }
                if (now - nextPing >= 0 && !outgoing.isClosed()) {
                    client.emit("agent.ping", ping());
                    nextPing = after(nextPing, now, parts.settings().pingInterval());
                }
            }
        } catch (SocketFailed e) {
            parts.log().debug("realtime connection takes nothing more", "error", e);
            client.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next moment of an even row; what was missed is not made up for. */
    private static long after(long due, long now, Duration interval) {
        long next = due + interval.toNanos();
        return next - now > 0 ? next : now + interval.toNanos();
    }

    private void send(Outgoing.Event event) throws SocketFailed {
        Runnable acknowledged = event.acknowledged();
        try {
            if (acknowledged == null) {
                client.emit(event.name(), event.json());
            } else {
                client.ask(event.name(), List.of(event.json()), TO_ACKNOWLEDGE, new Ack(acknowledged));
            }
        } catch (IllegalArgumentException e) {
            parts.log().warn("realtime event is too big for this server, dropped", "event", event.name(), "error", e);
        }
    }

    private void measure() throws SocketFailed {
        JsonMessage reading = parts.readings().next(extended);
        if (reading != null) {
            client.emit("agent.metrics", Json.print(reading.toJson()));
        }
    }

    private static String ping() {
        return Json.print(JsonObject.builder()
                .put("type", "agent.ping")
                .put("timestamp", Timestamps.print(Clock.systemUTC().instant()))
                .build());
    }

    private record Ack(Runnable told) implements Acknowledged {
        @Override
        public void answered(List<String> arguments) {
            told.run();
        }

        @Override
        public void missing() {
            // Whoever asked says it again on the next connection.
        }
    }
}
