package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Payload;
import io.noderax.protocol.terminal.Direction;
import io.noderax.protocol.terminal.OutputPlace;
import io.noderax.protocol.terminal.TerminalError;
import io.noderax.protocol.terminal.TerminalExited;
import io.noderax.protocol.terminal.TerminalMessage;
import io.noderax.protocol.terminal.TerminalOpened;
import io.noderax.protocol.terminal.TerminalOutput;
import io.noderax.protocol.terminal.TerminalResumed;
import io.noderax.protocol.terminal.TerminalSize;
import io.noderax.protocol.terminal.TerminalTaken;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Does what one agent's words about one session ask for. Its messages are handled by one thread at a time. */
final class StreamWork {
    /** What all of them share. */
    @Singleton
    record Parts(
            Database database,
            SessionStore sessions,
            OutputIntake intake,
            Transitions transitions,
            Feeds feeds,
            AgentCommands commands) {}

    private final NodeId node;
    private final TerminalSessionId session;
    private final Parts parts;
    private final AgentCredit credit;
    private final InputLine input;
    private @Nullable StoredSession last;

    StreamWork(NodeId node, TerminalSessionId session, Parts parts) {
        this.node = node;
        this.session = session;
        this.parts = parts;
        this.credit = new AgentCredit(offset -> parts.commands().acknowledge(node, session, offset));
        this.input = new InputLine((keys, at) -> parts.commands().input(node, session, keys, at));
    }

    TerminalSessionId session() {
        return session;
    }

    InputLine input() {
        return input;
    }

    NodeId node() {
        return node;
    }

    boolean isLimited() {
        return credit.isLimited();
    }

    void creditMayHaveGrown() {
        credit.limit(parts.feeds().credit(session), parts.intake().heldElsewhere(session));
    }

    /** What was done at another process: somebody types there, or a browser holds the shell or lets it go. */
    void lookElsewhere() {
        boolean numbers = parts.database()
                .run(db -> parts.sessions().find(db, session))
                .map(found -> found.keeping().numbersInput())
                .orElse(false);
        if (!numbers) {
            input.stopNumbering();
        }
        creditMayHaveGrown();
    }

    /** The agent is asked to go on behind what is stored. */
    void resume(StoredSession now) {
        credit.resumedAt(now.outputOffset());
        parts.commands().resume(now);
    }

    /** One answer for each. */
    List<JsonObject> output(List<TerminalOutput> outputs) {
        OutputIntake.Taken taken = parts.intake().store(node, session, last, outputs);
        last = taken instanceof OutputIntake.Taken.Stored(StoredSession now, var _, var _) ? now : null;
        outputs.forEach(output -> noteInput(output.place(), taken));
        return switch (taken) {
            case OutputIntake.Taken.Stored stored -> {
                credit.stored(stored.session().outputOffset());
                credit.limit(parts.feeds().credit(session), stored.heldElsewhere());
                yield stored.seqs().stream().map(this::accepted).toList();
            }
            case OutputIntake.Taken.Overflowed _, OutputIntake.Taken.Ignored _ -> {
                letGo(outputs);
                yield outputs.stream().map(_ -> accepted(null)).toList();
            }
            case OutputIntake.Taken.Unknown() -> throw Refusal.notFound(Words.notFound(session));
        };
    }

    /** What is not kept must not keep the agent waiting. */
    private void letGo(List<TerminalOutput> outputs) {
        OutputPlace last = outputs.getLast().place();
        if (last != null) {
            credit.stored(
                    last.offset() + last.gap() + outputs.getLast().payload().length());
            credit.limit(Long.MAX_VALUE, Long.MAX_VALUE);
        }
    }

    private void noteInput(@Nullable OutputPlace place, OutputIntake.Taken taken) {
        if (place != null && taken instanceof OutputIntake.Taken.Stored(StoredSession now, var _, var _)) {
            record(now, input.confirmed(place.inputOffset(), place.echoOff()));
        }
    }

    private void record(StoredSession now, byte[] keys) {
        if (keys.length > 0 && now.keeping().recordInput()) {
            parts.intake().typed(session, keys);
        }
    }

    private JsonObject accepted(@Nullable Long seq) {
        return JsonObject.builder()
                .put("ok", true)
                .put("sessionId", session.value())
                .put("seq", seq)
                .build();
    }

    JsonObject handle(TerminalMessage message) {
        StoredSession known = parts.database()
                .run(db -> parts.sessions().find(db, session))
                .filter(found -> found.isOf(node))
                .orElseThrow(() -> Refusal.notFound(Words.notFound(session)));
        StoredSession now = handle(message, known);
        return JsonObject.builder()
                .put("ok", true)
                .put("sessionId", session.value())
                .put("status", now.status().wireName())
                .build();
    }

    private StoredSession handle(TerminalMessage message, StoredSession known) {
        return switch (message) {
            case TerminalOpened opened -> opened(opened, known);
            case TerminalResumed resumed -> resumed(resumed, known);
            case TerminalTaken taken -> {
                record(known, input.confirmed(taken.inputOffset(), taken.echoOff()));
                input.sendAgain();
                yield known;
            }
            case TerminalExited exited -> exited(exited, known);
            case TerminalError error ->
                move(known, tx -> parts.transitions().end(tx, session, End.failed(error.message())));
            default -> known;
        };
    }

    private StoredSession opened(TerminalOpened opened, StoredSession known) {
        input.startsAt(0, known.keeping());
        StoredSession now = move(known, tx -> parts.transitions().opened(tx, session));
        if (!now.isLive()) {
            parts.commands().stop(node, session);
        } else if (opened.columns() != null && opened.rows() != null) {
            correctSize(now, opened.columns(), opened.rows());
        }
        return now;
    }

    private StoredSession resumed(TerminalResumed resumed, StoredSession known) {
        if (known.isLive()) {
            input.startsAt(resumed.inputOffset(), known.keeping());
            correctSize(known, resumed.columns(), resumed.rows());
        } else {
            parts.commands().stop(node, session);
        }
        return known;
    }

    /** The window may have changed while the shell started, or was away. */
    private void correctSize(StoredSession now, int cols, int rows) {
        if (!now.view().size().equals(new TerminalSize(cols, rows))) {
            parts.commands().resize(now);
        }
    }

    private StoredSession exited(TerminalExited exited, StoredSession known) {
        Long end = exited.endOffset();
        if (end != null && end > known.outputOffset() && known.isLive()) {
            output(List.of(new TerminalOutput(
                    session, Direction.STDOUT, Payload.EMPTY, null, new OutputPlace(end, 0, 0, true))));
        }
        Long code = exited.exitCode() == null ? null : exited.exitCode().longValue();
        return move(known, tx -> parts.transitions().end(tx, session, End.exited(exited.reason(), code)));
    }

    /** The session after the change; when it could not be changed, as it is now. */
    private StoredSession move(StoredSession known, Function<Handle, Optional<StoredSession>> change) {
        return parts.database()
                .transaction(tx -> change.apply(tx)
                        .or(() -> parts.sessions().find(tx, session))
                        .orElse(known));
    }
}
