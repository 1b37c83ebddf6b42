package io.noderax.agent.terminal;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.AgentThread;
import io.noderax.linux.TerminationLoop;
import io.noderax.linux.WindowSize;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.terminal.ResizeTerminal;
import io.noderax.protocol.terminal.ResumeTerminal;
import io.noderax.protocol.terminal.StartTerminal;
import io.noderax.protocol.terminal.StopTerminal;
import io.noderax.protocol.terminal.TerminalAck;
import io.noderax.protocol.terminal.TerminalError;
import io.noderax.protocol.terminal.TerminalExited;
import io.noderax.protocol.terminal.TerminalInput;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The node's terminal sessions: what the server asks of them, by id. Safe for any number of threads; nothing here waits but {@link #close}. */
public final class TerminalSessions implements AutoCloseable {
    private static final int FEWEST_COLUMNS = 20;
    private static final int FEWEST_ROWS = 10;
    private static final int MOST = 1000;
    private static final int ENDINGS_KEPT = 64;

    private final TerminalGate gate;
    private final SessionParts parts;
    private final Map<TerminalSessionId, TerminalSession> sessions = new HashMap<>();

    /** Of sessions that nobody asked for any more: how they ended. */
    private final Map<TerminalSessionId, TerminalExited> endings = new LinkedHashMap<>();

    private @Nullable TerminalLine line;
    private boolean resumes;
    private boolean closed;

    public TerminalSessions(
            ShellStart shells,
            TerminationLoop termination,
            TerminalLimits limits,
            TerminalGate gate,
            Clock clock,
            EventLog log) {
        this.gate = gate;
        this.parts = new SessionParts(shells, termination, limits, clock, log, this::ended);
    }

    /**
     * The server has let this agent in.
     *
     * @param serverResumes whether it knows the extension terminal-resume
     */
    public synchronized void connected(TerminalLine to, boolean serverResumes) {
        line = to;
        resumes = serverResumes;
        tellAll(new Order.Connect(to, serverResumes));
    }

    /** The connection is lost: shells live on for a while. */
    public synchronized void disconnected() {
        line = null;
        tellAll(new Order.Disconnect());
    }

    public synchronized void start(StartTerminal wanted) {
        TerminalSession known = sessions.get(wanted.sessionId());
        if (known != null) {
            known.order(new Order.Announce());
            return;
        }
        String refusal = refusal(wanted);
        if (refusal != null) {
            refuse(wanted.sessionId(), refusal);
        } else if (line != null && !closed) {
            WindowSize size = new WindowSize(wanted.columns(), wanted.rows());
            TerminalSession session =
                    new TerminalSession(wanted.sessionId(), size, wanted.runAsRoot(), line, resumes, parts);
            sessions.put(wanted.sessionId(), session);
            AgentThread.start("terminal", session);
        }
    }

    public void input(TerminalInput input) {
        order(input.sessionId(), new Order.Type(input.payload(), input.inputOffset()));
    }

    public void resize(ResizeTerminal wanted) {
        if (isSize(wanted.columns(), wanted.rows())) {
            order(wanted.sessionId(), new Order.Resize(new WindowSize(wanted.columns(), wanted.rows())));
        } else {
            parts.log()
                    .warn(
                            "terminal resize refused",
                            "sessionId",
                            wanted.sessionId(),
                            "size",
                            size(wanted.columns(), wanted.rows()));
        }
    }

    public void stop(StopTerminal wanted) {
        String reason = wanted.reason();
        order(wanted.sessionId(), new Order.Stop(reason == null || reason.isBlank() ? "terminated" : reason));
    }

    public synchronized void acknowledge(TerminalAck ack) {
        TerminalSession session = sessions.get(ack.sessionId());
        if (session != null) {
            session.order(new Order.Acknowledge(ack.offset()));
        }
    }

    public synchronized void resume(ResumeTerminal wanted) {
        TerminalSessionId id = wanted.sessionId();
        TerminalSession session = sessions.get(id);
        if (session != null) {
            session.order(new Order.Resume(wanted.offset()));
        } else if (line != null) {
            TerminalExited known = endings.get(id);
            TerminalExited lost = new TerminalExited(
                    id, null, "agent-restarted", parts.clock().instant(), null);
            line.send(known == null ? lost : known, () -> forget(id));
        }
    }

    /** Ends those whose shell is root's. */
    public synchronized void stopRoot(String reason) {
        sessions.values().stream()
                .filter(TerminalSession::isRoot)
                .forEach(session -> session.order(new Order.Stop(reason)));
    }

    /** How many there are. */
    public synchronized int count() {
        return sessions.size();
    }

    /** Ends all of them; blocks until they are gone, or for the grace and some seconds more. */
    @Override
    public synchronized void close() {
        closed = true;
        tellAll(new Order.Leave());
        long deadline = System.nanoTime()
                + parts.limits().killGrace().toNanos()
                + Duration.ofSeconds(6).toNanos();
        try {
            while (!sessions.isEmpty() && System.nanoTime() - deadline < 0) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void order(TerminalSessionId id, Order order) {
        TerminalSession session = sessions.get(id);
        if (session != null) {
            session.order(order);
        } else {
            refuse(id, "there is no such terminal session on this node");
        }
    }

    private void tellAll(Order order) {
        sessions.values().forEach(session -> session.order(order));
    }

    private synchronized void ended(TerminalSession session, @Nullable TerminalExited untold) {
        sessions.remove(session.id());
        if (untold != null) {
            endings.put(session.id(), untold);
            if (endings.size() > ENDINGS_KEPT) {
                endings.remove(endings.keySet().iterator().next());
            }
        }
        notifyAll();
    }

    private synchronized void forget(TerminalSessionId id) {
        endings.remove(id);
    }

    private @Nullable String refusal(StartTerminal wanted) {
        if (!isSize(wanted.columns(), wanted.rows())) {
            return "a terminal has at least " + size(FEWEST_COLUMNS, FEWEST_ROWS) + " characters and at most "
                    + size(MOST, MOST) + " (got " + size(wanted.columns(), wanted.rows()) + ")";
        }
        if (sessions.size() >= parts.limits().sessions()) {
            return "this node has " + sessions.size() + " terminal sessions, which is all it may have: close one first";
        }
        return gate.refusal(wanted.runAsRoot());
    }

    private void refuse(TerminalSessionId id, String sentence) {
        parts.log().warn("terminal refused", "sessionId", id, "reason", sentence);
        if (line != null) {
            line.send(new TerminalError(id, sentence, parts.clock().instant()));
        }
    }

    private static boolean isSize(int columns, int rows) {
        return columns >= FEWEST_COLUMNS && columns <= MOST && rows >= FEWEST_ROWS && rows <= MOST;
    }

    private static String size(int columns, int rows) {
        return columns + " x " + rows;
    }
}
