package io.noderax.agent.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.agent.root.BrokerAddress;
import io.noderax.linux.ChildCommand;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.PtyMode;
import io.noderax.linux.SpawnFailed;
import io.noderax.linux.Spawner;
import io.noderax.linux.TerminationLoop;
import io.noderax.linux.WindowSize;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Payload;
import io.noderax.protocol.terminal.OutputPlace;
import io.noderax.protocol.terminal.ResizeTerminal;
import io.noderax.protocol.terminal.ResumeTerminal;
import io.noderax.protocol.terminal.StartTerminal;
import io.noderax.protocol.terminal.StopTerminal;
import io.noderax.protocol.terminal.TerminalAck;
import io.noderax.protocol.terminal.TerminalExited;
import io.noderax.protocol.terminal.TerminalInput;
import io.noderax.protocol.terminal.TerminalMessage;
import io.noderax.protocol.terminal.TerminalOutput;
import io.noderax.protocol.terminal.TerminalResumed;
import io.noderax.protocol.terminal.TerminalTaken;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The far side of real terminal sessions with real shells: takes what they say, and loses it when its line is cut. */
final class FakeServer implements AutoCloseable {
    static final ProcessTable PROCESSES = new ProcessTable(Path.of("/proc"));
    static final Duration LIMIT = Duration.ofSeconds(30);
    static final TerminalLimits LIMITS = new TerminalLimits(4, Duration.ofSeconds(30), null, Duration.ofMillis(400));

    final TerminalSessionId id = new TerminalSessionId(UUID.randomUUID());
    final TerminalSessions sessions;
    final List<TerminalMessage> said = new ArrayList<>();
    final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final boolean resumes;
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private @Nullable Line line;
    private long inputKnown;
    boolean acknowledges = true;
    long missing;

    FakeServer(boolean resumes) {
        this(resumes, LIMITS, FakeServer::launch);
    }

    static ShellStart.Launched launch(String name, ChildCommand command, PtyMode mode, WindowSize size)
            throws SpawnFailed {
        return new ShellStart.Launched(new Spawner(PROCESSES).spawn(command, mode, size), null);
    }

    FakeServer(boolean resumes, TerminalLimits limits, ShellStart.Launcher launcher) {
        this(resumes, limits, launcher, null, "root terminals are closed here");
    }

    /** One whose root terminals come from a broker. */
    FakeServer(BrokerAddress broker) {
        this(false, LIMITS, FakeServer::launch, broker, null);
    }

    private FakeServer(
            boolean resumes,
            TerminalLimits limits,
            ShellStart.Launcher launcher,
            @Nullable BrokerAddress broker,
            @Nullable String rootRefusal) {
        this.resumes = resumes;
        EventLog log = new EventLog(new PrintStream(OutputStream.nullOutputStream()), Level.ERROR, Clock.systemUTC());
        Map<String, String> environment = new HashMap<>(Map.of("PATH", System.getenv("PATH"), "PS1", "$ "));
        environment.put("SHELL", "/bin/sh");
        environment.put("NODERAX_AGENT_TOKEN", "hidden");
        sessions = new TerminalSessions(
                new ShellStart(launcher, broker, environment, "/tmp", log),
                new TerminationLoop(PROCESSES),
                limits,
                TerminalGate.rootUnless(() -> rootRefusal),
                Clock.systemUTC(),
                log);
        connect();
    }

    /** One connection; what is said after its cut is lost. */
    private final class Line implements TerminalLine {
        private boolean cut;
        boolean full;

        @Override
        public boolean send(TerminalMessage message) {
            return send(message, () -> {});
        }

        @Override
        public boolean send(TerminalMessage message, Runnable acknowledged) {
            synchronized (FakeServer.this) {
                if (full) {
                    return false;
                }
                if (!cut) {
                    take(message);
                    if (acknowledges) {
                        acknowledged.run();
                    }
                }
                return true;
            }
        }
    }

    synchronized void connect() {
        Line next = new Line();
        line = next;
        sessions.connected(next, resumes);
        if (resumes && !said.isEmpty()) {
            sessions.resume(new ResumeTerminal(id, shown.size() + missing));
        }
    }

    /** From now on nothing arrives, also of what is on its way. */
    synchronized void cut() {
        line.cut = true;
        sessions.disconnected();
    }

    /** The socket's queue is full, or is not any more. */
    synchronized void full(boolean full) {
        line.full = full;
    }

    FakeServer start() {
        sessions.start(new StartTerminal(id, 120, 34, false));
        return this;
    }

    FakeServer startRoot() {
        sessions.start(new StartTerminal(id, 120, 34, true));
        return this;
    }

    void type(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TerminalInput input;
        synchronized (this) {
            input = new TerminalInput(id, Payload.of(bytes), resumes ? Long.valueOf(typed.size()) : null);
            typed.writeBytes(bytes);
            if (line.cut) {
                return;
            }
        }
        sessions.input(input);
    }

    void resize(int columns, int rows) {
        sessions.resize(new ResizeTerminal(id, columns, rows));
    }

    void stop(@Nullable String reason) {
        sessions.stop(new StopTerminal(id, reason));
    }

    private void take(TerminalMessage message) {
        said.add(message);
        switch (message) {
            case TerminalOutput output -> takeOutput(output);
            case TerminalResumed resumed -> sendAgain(resumed.inputOffset());
            case TerminalTaken taken -> inputKnown = taken.inputOffset();
            default -> {}
        }
        notifyAll();
    }

    private void takeOutput(TerminalOutput output) {
        OutputPlace place = output.place();
        assertThat(place != null).isEqualTo(resumes);
        if (place != null) {
            if (place.offset() != shown.size() + missing) {
                throw new AssertionError("expected " + (shown.size() + missing) + ", got " + place);
            }
            missing += place.gap();
            inputKnown = place.inputOffset();
        }
        shown.writeBytes(output.payload().bytes());
        if (place != null && acknowledges) {
            sessions.acknowledge(new TerminalAck(id, shown.size() + missing));
        }
    }

    private void sendAgain(long from) {
        byte[] all = typed.toByteArray();
        if (from < all.length) {
            byte[] rest = Arrays.copyOfRange(all, (int) from, all.length);
            sessions.input(new TerminalInput(id, Payload.of(rest), from));
        }
    }

    synchronized long inputKnown() {
        return inputKnown;
    }

    synchronized String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    FakeServer awaitText(String text) {
        await(text, () -> text().contains(text));
        return this;
    }

    TerminalExited awaitExit() {
        await("the exit", () -> last(TerminalExited.class) != null);
        return last(TerminalExited.class);
    }

    synchronized void await(String what, BooleanSupplier happens) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try {
            while (!happens.getAsBoolean()) {
                String text = text();
                assertThat(System.nanoTime() - deadline)
                        .as(
                                "%s; shown: %s; said last: %s",
                                what,
                                text.substring(Math.max(0, text.length() - 500)),
                                said.isEmpty() ? "" : said.getLast())
                        .isNegative();
                wait(20);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    synchronized <T extends TerminalMessage> @Nullable T last(Class<T> kind) {
        return said.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((first, second) -> second)
                .orElse(null);
    }

    @Override
    public void close() {
        sessions.close();
    }
}
