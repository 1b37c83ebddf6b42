package io.noderax.server.terminals;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.terminal.TerminalChunkView;
import io.noderax.protocol.terminal.TerminalStatus;

/** The events of the {@code /terminal} namespace to one browser (wire contract, 4.2). */
final class ViewerMail {
    private final TerminalSessionId session;
    private final Viewer viewer;
    private final String instance;

    /** @param instance the name of this process */
    ViewerMail(TerminalSessionId session, Viewer viewer, String instance) {
        this.session = session;
        this.viewer = viewer;
        this.instance = instance;
    }

    /** False when it has to be said again. */
    boolean output(TerminalChunkView chunk) {
        return viewer.emit(
                "terminal.output",
                body().put("chunk", chunk).put("sourceInstanceId", instance).build());
    }

    /** Its state; and when that is the end, why, and that nothing follows. False when it has to be said again. */
    boolean state(StoredSession now) {
        JsonObject state = body().put("session", now.view().state())
                .put("sourceInstanceId", instance)
                .build();
        boolean sent = viewer.emit("terminal.session.state", state);
        if (sent && now.status() == TerminalStatus.FAILED) {
            error(String.valueOf(now.view().ending().reason()));
        }
        return sent && (now.isLive() || viewer.emit("terminal.closed", state));
    }

    void error(String message) {
        viewer.emit(
                "terminal.error",
                body().put("message", message).put("sourceInstanceId", instance).build());
    }

    void gone() {
        error(Words.notFound(session));
    }

    long pendingBytes() {
        return viewer.pendingBytes();
    }

    private JsonObject.Builder body() {
        return JsonObject.builder().put("sessionId", session.value());
    }
}
