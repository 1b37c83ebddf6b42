package io.noderax.server.terminals;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import io.noderax.socketio.server.CloseReason;
import io.noderax.socketio.server.Peer;
import io.noderax.socketio.server.SocketEvent;
import io.noderax.socketio.server.SocketListener;
import org.jboss.logging.Logger;

/** What one browser's socket says at the namespace of terminals. Its events come one after the other. */
record TerminalConversation(Peer peer, ConnectTokens.Pass pass, TerminalVisit visit, TerminalVisitors visitors)
        implements SocketListener {
    private static final Logger LOG = Logger.getLogger(TerminalConversation.class);

    @Override
    public void event(SocketEvent event) {
        event.acknowledge(Json.print(visit.on(event.name(), body(event))));
    }

    /** What is no object has no members. */
    private static JsonObject body(SocketEvent event) {
        try {
            return Json.parseObject(event.argument());
        } catch (JsonException _) {
            return JsonObject.EMPTY;
        }
    }

    @Override
    public void closed(CloseReason reason) {
        visitors.went(this);
        visit.left();
    }

    /** The person may not see the session any more. */
    void cut() {
        LOG.infof("a browser's socket at a terminal is cut userId=%s session=%s", pass.user(), pass.session());
        peer.disconnectClient();
    }
}
