package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.terminal.TerminalError;
import io.noderax.protocol.terminal.TerminalExited;
import io.noderax.protocol.terminal.TerminalMessage;
import io.noderax.protocol.terminal.TerminalOpened;
import io.noderax.protocol.terminal.TerminalOutput;
import io.noderax.protocol.terminal.TerminalResumed;
import io.noderax.protocol.terminal.TerminalStatus;
import io.noderax.protocol.terminal.TerminalTaken;
import io.noderax.server.storage.Database;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What agents say of terminals, and that they come and go (wire contract, 2.2; extension terminal-resume). */
@Singleton
class AgentTerminals {
    private static final Map<String, Function<Fields, ? extends TerminalMessage>> FORMS = Map.of(
            TerminalOpened.EVENT, TerminalOpened::read,
            TerminalOutput.EVENT, TerminalOutput::read,
            TerminalExited.EVENT, TerminalExited::read,
            TerminalError.EVENT, TerminalError::read,
            TerminalResumed.EVENT, TerminalResumed::read,
            TerminalTaken.EVENT, TerminalTaken::read);

    private final Database database;
    private final SessionStore sessions;
    private final TransitionStore transitionStore;
    private final Transitions transitions;
    private final AgentStreams streams;
    private final AgentCommands commands;
    private final TerminalTimes times;
    private final TerminalSweep sweep;

    AgentTerminals(
            Database database,
            SessionStore sessions,
            TransitionStore transitionStore,
            Transitions transitions,
            AgentStreams streams,
            AgentCommands commands,
            TerminalTimes times,
            TerminalSweep sweep) {
        this.database = database;
        this.sessions = sessions;
        this.transitionStore = transitionStore;
        this.transitions = transitions;
        this.streams = streams;
        this.commands = commands;
        this.times = times;
        this.sweep = sweep;
    }

    /** The events that {@link #on} takes. */
    Set<String> names() {
        return FORMS.keySet();
    }

    /**
     * Takes an event of the node's agent; blocks until it is stored, but not for output of an agent that counts it: that is told by
     * {@code terminal.ack}.
     *
     * @return the ack
     * @throws Refusal when there is no such session
     */
    JsonObject on(NodeId node, String event, JsonObject body) {
        Function<Fields, ? extends TerminalMessage> form = FORMS.get(event);
        if (form == null) {
            throw new IllegalArgumentException("no event of terminals: " + event);
        }
        TerminalMessage message = Fields.read(body, Fields.Unknown.IGNORED, form);
        CompletableFuture<JsonObject> answer =
                streams.of(node, message.sessionId()).offer(message);
        if (message instanceof TerminalOutput output && output.place() != null) {
            return JsonObject.builder()
                    .put("ok", true)
                    .put("sessionId", output.sessionId().value())
                    .build();
        }
        return await(answer, message.sessionId());
    }

    private JsonObject await(CompletableFuture<JsonObject> answer, TerminalSessionId session) {
        try {
            JsonObject ack = answer.join();
            TerminalStatus status = TerminalStatus.BY_NAME.get(String.valueOf(ack.text("status")));
            if (status != null && !status.isLive()) {
                streams.forget(session);
            }
            return ack;
        } catch (CompletionException e) {
            streams.forget(session);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The agent may be sent events from now on; may be called again for the same socket. Blocking. */
    void arrived(NodeId node, String socket) {
        if (!streams.connected(node, socket) || !commands.keepsShells(node)) {
            return;
        }
        List<UUID> owed = database.transaction(tx -> {
            transitionStore.agentIsBack(tx, node);
            return transitionStore.takeOwedStops(tx, node);
        });
        owed.forEach(session -> commands.stop(node, new TerminalSessionId(session)));
        List<StoredSession> live = database.run(db -> sessions.liveOf(db, node));
        streams.keepOnly(node, ids(live));
        for (StoredSession session : live) {
            if (session.keeping().resumable()) {
                resume(node, session);
            }
        }
    }

    private void resume(NodeId node, StoredSession session) {
        streams.of(node, session.id()).work().resume(session);
        if (session.status() == TerminalStatus.TERMINATING) {
            commands.stop(session);
        }
    }

    /** The socket is gone; the node may have a newer one already. Blocking. */
    void left(NodeId node, String socket) {
        if (!streams.disconnected(node, socket)) {
            return;
        }
        boolean isBack = commands.hasRoute(node);
        lost(node, isBack);
        streams.keepOnly(node, ids(database.run(db -> sessions.liveOf(db, node))));
    }

    private void lost(NodeId node, boolean isBack) {
        database.inTransaction(tx -> {
            transitionStore.agentGone(tx, node, times.keptFor()).forEach(session -> transitions.ended(tx, session));
            if (!isBack && transitionStore.awaitAgent(tx, node, times.detachGrace()) > 0) {
                tx.afterCommit(() -> sweep.in(times.detachGrace()));
            }
        });
    }

    private static Set<TerminalSessionId> ids(List<StoredSession> sessions) {
        return sessions.stream().map(StoredSession::id).collect(Collectors.toSet());
    }
}
