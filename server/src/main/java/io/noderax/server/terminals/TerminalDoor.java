package io.noderax.server.terminals;

import io.noderax.server.http.Refusal;
import io.noderax.server.realtime.HandshakeToken;
import io.noderax.socketio.server.Admission;
import io.noderax.socketio.server.ConnectRequest;
import io.noderax.socketio.server.Gateway;
import io.noderax.socketio.server.Peer;
import jakarta.inject.Singleton;

/** The namespace of terminals; a connect token opens it (wire contract, 4.2). */
@Singleton
class TerminalDoor implements Gateway {
    private final TerminalDesk desk;
    private final TerminalVisitors visitors;

    TerminalDoor(TerminalDesk desk, TerminalVisitors visitors) {
        this.desk = desk;
        this.visitors = visitors;
    }

    @Override
    public String namespace() {
        return "/terminal";
    }

    @Override
    public Admission connect(ConnectRequest request) {
        try {
            ConnectTokens.Pass pass = desk.admit(HandshakeToken.of(request));
            return Admission.accept(peer -> open(peer, pass));
        } catch (Refusal e) {
            return Admission.refuse("UNAUTHORIZED", e.getMessage());
        }
    }

    private TerminalConversation open(Peer peer, ConnectTokens.Pass pass) {
        TerminalVisit visit = desk.visit(pass, new PeerViewer(peer));
        TerminalConversation conversation = new TerminalConversation(peer, pass, visit, visitors);
        visitors.came(conversation);
        return conversation;
    }
}
