package io.noderax.server.terminals;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.terminal.TerminalStatus;
import io.noderax.server.http.Refusal;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One browser's socket at the {@code /terminal} namespace: what it asks of its one session. Its events come one after the other. */
final class TerminalVisit {
    private static final Logger LOG = Logger.getLogger(TerminalVisit.class);

    private final ConnectTokens.Pass pass;
    private final Viewer viewer;
    private final TerminalDesk.Parts parts;
    private final VisitLimits limits = new VisitLimits();
    private volatile @Nullable Attachment attachment;

    TerminalVisit(ConnectTokens.Pass pass, Viewer viewer, TerminalDesk.Parts parts) {
        this.pass = pass;
        this.viewer = viewer;
        this.parts = parts;
    }

    /** Takes an event; gives the ack. What fails is also sent as {@code terminal.error}. Blocking. */
    JsonObject on(String event, JsonObject body) {
        try {
            limits.take(event);
            return handle(event, body);
        } catch (Refusal | InvalidFields e) {
            return refused(body, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "an event of a browser failed event=%s session=%s", event, pass.session());
            return refused(body, "Internal server error");
        }
    }

    /** The socket is gone. Blocking. */
    void left() {
        Attachment left = attachment;
        attachment = null;
        if (left != null) {
            left.close();
        }
    }

    private JsonObject handle(String event, JsonObject body) {
        return switch (event) {
            case "terminal.attach" -> attach(read(body, VisitWords.Attach::read));
            case "terminal.input" -> input(read(body, VisitWords.Input::read));
            case "terminal.resize" -> resize(read(body, VisitWords.Resize::read));
            case "terminal.terminate" -> terminate(read(body, VisitWords.Terminate::read));
            default -> throw Refusal.badRequest("Unknown event " + event);
        };
    }

    private <T extends VisitWords> T read(JsonObject body, Function<Fields, T> form) {
        T words = Fields.read(body, Fields.Unknown.REFUSED, form);
        if (!words.session().equals(pass.session().value())) {
            throw Refusal.forbidden(Words.NOT_AUTHORIZED);
        }
        return words;
    }

    private JsonObject refused(JsonObject body, String message) {
        viewer.emit(
                "terminal.error",
                JsonObject.builder()
                        .put("sessionId", body.text("sessionId"))
                        .put("message", message)
                        .build());
        return JsonObject.builder().put("ok", false).put("message", message).build();
    }

    private JsonObject attach(VisitWords.Attach attach) {
        left();
        Attachment attached = Attachment.open(pass, viewer, parts, attach.afterSeq());
        attachment = attached;
        return attached.answer();
    }

    private JsonObject input(VisitWords.Input input) {
        Attachment attached = attached();
        parts.keyboards()
                .once(
                        pass.session(),
                        input.stroke(),
                        () -> attached.type(input.keys().bytes()));
        return accepted().build();
    }

    private JsonObject resize(VisitWords.Resize resize) {
        attached().resize(resize.size());
        return accepted()
                .put("cols", resize.size().cols())
                .put("rows", resize.size().rows())
                .build();
    }

    private JsonObject terminate(VisitWords.Terminate terminate) {
        TerminalStatus status = attached().terminate(terminate.reason()).status();
        return accepted().put("status", status.wireName()).build();
    }

    private Attachment attached() {
        Attachment current = attachment;
        if (current == null) {
            throw Refusal.conflict("Attach to the terminal session first.");
        }
        return current;
    }

    private JsonObject.Builder accepted() {
        return JsonObject.builder()
                .put("ok", true)
                .put("sessionId", pass.session().value());
    }
}
