package io.noderax.cli.top;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Connection;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.task.TaskView;
import io.noderax.protocol.telemetry.MetricView;
import io.noderax.socketio.client.ReceivedEvent;
import io.noderax.socketio.client.SocketClient;
import io.noderax.socketio.client.SocketFailed;
import java.time.Duration;

/**
 * Keeps the fleet up to date: by what the server pushes (wire contract, 4.1), with everything read anew now and then; and while no
 * socket comes up, by asking alone. One thread, which never ends.
 */
final class FeedLoop implements Runnable {
    /** Without a socket; a reference server takes 100 calls a minute of each kind. */
    private static final Duration POLL = Duration.ofSeconds(5);

    private final Connection connection;
    private final FleetSource source;
    private final Fleet fleet;
    private volatile String state = "";

    FeedLoop(Connection connection, FleetSource source, Fleet fleet) {
        this.connection = connection;
        this.source = source;
        this.fleet = fleet;
    }

    /** What is wrong, for the heading; empty when nothing is. */
    String state() {
        return state;
    }

    @Override
    public void run() {
        try {
            while (true) {
                follow();
                Thread.sleep(POLL);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (SocketClient client = connection.socket("/realtime", null)) {
            // What changed before the socket was there is read once it is.
            Thread.ofVirtual().name("top-look").start(this::look);
            state = "";
            state = "no live connection (" + client.listen(this::hear).message() + "), asking every 5 s";
        } catch (SocketFailed e) {
            state = "no live connection (" + e.failure().message() + "), asking every 5 s";
        }
    }

    private void look() {
        try {
            source.read(fleet);
        } catch (CallFailed e) {
            state = e.sentence();
        }
    }

    private void hear(ReceivedEvent event) {
        try {
            take(event.name(), Json.parseObject(event.argument()));
        } catch (JsonException | InvalidFields e) {
            state = "the server sent a " + event.name() + " that is not understood";
        }
    }

    private void take(String name, JsonObject body) {
        switch (name) {
            case "metrics.ingested" -> fleet.sample(Fields.read(body, Fields.Unknown.IGNORED, MetricView::read));
            case "node.status.updated" ->
                Fields.read(body, Fields.Unknown.IGNORED, fields -> {
                    NodeId node = new NodeId(fields.uuid("nodeId"));
                    if (fleet.knows(node)) {
                        fleet.status(node, fields.text("status", 1, 64), fields.optionalInstant("lastSeenAt"));
                    } else {
                        Thread.ofVirtual().name("top-look").start(this::look);
                    }
                    return node;
                });
            case "task.created", "task.updated" ->
                fleet.task(Fields.read(body, Fields.Unknown.IGNORED, TaskView::read));
            default -> {}
        }
    }
}
