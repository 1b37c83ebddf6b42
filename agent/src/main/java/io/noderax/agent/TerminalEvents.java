package io.noderax.agent;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.realtime.Line;
import io.noderax.agent.realtime.SessionListener;
import io.noderax.agent.terminal.TerminalLine;
import io.noderax.agent.terminal.TerminalSessions;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.protocol.terminal.ResizeTerminal;
import io.noderax.protocol.terminal.ResumeTerminal;
import io.noderax.protocol.terminal.StartTerminal;
import io.noderax.protocol.terminal.StopTerminal;
import io.noderax.protocol.terminal.TerminalAck;
import io.noderax.protocol.terminal.TerminalInput;
import io.noderax.protocol.terminal.TerminalMessage;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Brings the server's events to the terminals and theirs to the server; a pushed task is left to the next claim. */
final class TerminalEvents implements SessionListener {
    private static final String DISPATCH = "task.dispatch";

    private final TerminalSessions terminals;
    private final EventLog log;
    private final Map<String, BiConsumer<TerminalSessions, JsonObject>> events = Map.of(
            "terminal.start", to(StartTerminal::read, TerminalSessions::start),
            "terminal.input", to(TerminalInput::read, TerminalSessions::input),
            "terminal.resize", to(ResizeTerminal::read, TerminalSessions::resize),
            "terminal.stop", to(StopTerminal::read, TerminalSessions::stop),
            "terminal.ack", to(TerminalAck::read, TerminalSessions::acknowledge),
            "terminal.resume", to(ResumeTerminal::read, TerminalSessions::resume));

    TerminalEvents(TerminalSessions terminals, EventLog log) {
        this.terminals = terminals;
        this.log = log;
    }

    @Override
    public void connected(Line line, Set<String> extensions) {
        terminals.connected(new Way(line), extensions.contains(WireHeaders.CAP_TERMINAL_RESUME));
    }

    @Override
    public void disconnected() {
        terminals.disconnected();
    }

    @Override
    public boolean takes(String event) {
        return events.containsKey(event) || event.equals(DISPATCH);
    }

    @Override
    public void event(String event, JsonObject body) {
        BiConsumer<TerminalSessions, JsonObject> known = events.get(event);
        if (known == null) {
            // A claim is always under way: it takes the task with an attempt of its own, so that it runs once,
            // journaled.
            log.debug("pushed task is left to the claim");
            return;
        }
        try {
            known.accept(terminals, body);
        } catch (InvalidFields e) {
            log.warn("terminal event ignored", "event", event, "error", e);
        }
    }

    private static <T> BiConsumer<TerminalSessions, JsonObject> to(
            Function<Fields, T> form, BiConsumer<TerminalSessions, T> receiver) {
        return (terminals, body) -> receiver.accept(terminals, Fields.read(body, Fields.Unknown.IGNORED, form));
    }

    private record Way(Line line) implements TerminalLine {
        @Override
        public boolean send(TerminalMessage message) {
            return line.send(message.event(), message, null);
        }

        @Override
        public boolean send(TerminalMessage message, Runnable acknowledged) {
            return line.send(message.event(), message, acknowledged);
        }
    }
}
