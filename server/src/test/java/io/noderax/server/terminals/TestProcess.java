package io.noderax.server.terminals;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Payload;
import io.noderax.protocol.terminal.Direction;
import io.noderax.protocol.terminal.OutputPlace;
import io.noderax.protocol.terminal.TerminalExited;
import io.noderax.protocol.terminal.TerminalOpened;
import io.noderax.protocol.terminal.TerminalOutput;
import io.noderax.protocol.terminal.TerminalSize;
import io.noderax.server.boot.SigningSecret;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signals;
import io.noderax.server.storage.TestDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One server process as far as terminals go, on a real database, with agents and browsers that only write down what they get. */
final class TestProcess implements AutoCloseable {
    static final SigningSecret SECRET = new SigningSecret("0123456789abcdef0123456789abcdef");

    final Database database;
    final Signals signals;
    final TestAgents agents = new TestAgents();
    final TerminalTimes times;
    final SessionStore sessions = new SessionStore();
    final ChunkStore chunks = new ChunkStore();
    final TransitionStore transitionStore = new TransitionStore();
    final Transitions transitions;
    final Feeds feeds;
    final OutputIntake intake;
    final AgentStreams streams;
    final TerminalSweep sweep;
    final Controllers controllers;
    final AgentTerminals agentTerminals;
    final TerminalDesk desk;
    final ConnectTokens tokens = new ConnectTokens(SECRET, InstantSource.system());
    final ThisProcess process = new ThisProcess();
    final TerminalRetention retention;

    TestProcess(TestDatabase postgres, TerminalTimes times) {
        this.database = postgres.database();
        this.signals = postgres.signals();
        this.times = times;
        this.feeds = new Feeds(database, sessions, signals);
        Transcript transcript = new Transcript(sessions, chunks, times);
        News news = new News(feeds, transcript, signals);
        AgentCommands commands = new AgentCommands(agents);
        this.transitions = new Transitions(transitionStore, chunks, news, commands, times);
        ControllerStore controllerStore = new ControllerStore();
        this.intake =
                new OutputIntake(database, sessions, controllerStore, transcript, transitions, news, process, signals);
        this.streams = new AgentStreams(
                new StreamWork.Parts(database, sessions, intake, transitions, feeds, commands), signals);
        SweepStore sweepStore = new SweepStore();
        this.sweep = new TerminalSweep(database, sweepStore, transitionStore, transitions, commands, times);
        this.controllers = new Controllers(database, controllerStore, process, times, sweep, signals);
        this.agentTerminals =
                new AgentTerminals(database, sessions, transitionStore, transitions, streams, commands, times, sweep);
        this.desk = new TerminalDesk(
                tokens,
                new TerminalDesk.Parts(
                        database,
                        sessions,
                        transitionStore,
                        chunks,
                        transitions,
                        commands,
                        streams,
                        feeds,
                        controllers,
                        new Keyboards(),
                        sweep,
                        signals,
                        process,
                        InstantSource.system()));
        this.retention = new TerminalRetention(database, sweepStore, chunks, Duration.ofDays(90));
    }

    /** A session as the REST route makes it. */
    TerminalSessionId open(TestTenant tenant, boolean resumable, boolean recordInput) {
        return database.transaction(tx -> {
                    StoredSession session = sessions.insert(
                            tx,
                            new NewSession(
                                    tenant.workspace(),
                                    tenant.node(),
                                    tenant.user(),
                                    tenant.email(),
                                    TerminalSize.STANDARD,
                                    false,
                                    new StoredSession.Keeping(resumable, recordInput, true)),
                            Transitions.TO_OPEN,
                            times.keptFor());
                    chunks.insertSize(tx, session);
                    return session;
                })
                .id();
    }

    TestBrowser attach(TestTenant tenant, TerminalSessionId session, @Nullable Long afterSeq) {
        TestBrowser browser = new TestBrowser();
        browser.visit =
                desk.visit(desk.admit(tokens.issue(pass(tenant, session)).token()), browser);
        JsonObject.Builder body = JsonObject.builder().put("sessionId", session.value());
        browser.ack = browser.visit.on(
                "terminal.attach", body.putIfPresent("afterSeq", afterSeq).build());
        return browser;
    }

    static ConnectTokens.Pass pass(TestTenant tenant, TerminalSessionId session) {
        return new ConnectTokens.Pass(session, tenant.workspace(), tenant.user());
    }

    StoredSession session(TerminalSessionId id) {
        return database.run(db -> sessions.find(db, id)).orElseThrow();
    }

    List<Piece> transcript(TerminalSessionId id) {
        return database.run(db -> chunks.list(db, id, ChunkPage.after(0, 1_000_000)));
    }

    void sql(String statement, TerminalSessionId id) {
        database.run(db -> db.createUpdate(statement).bind("id", id.value()).execute());
    }

    JsonObject opened(TestTenant tenant, TerminalSessionId id) {
        return agentTerminals.on(tenant.node(), TerminalOpened.EVENT, new TerminalOpened(id, 120, 34, null).toJson());
    }

    JsonObject output(TestTenant tenant, TerminalSessionId id, byte[] bytes, @Nullable OutputPlace place) {
        return agentTerminals.on(
                tenant.node(),
                TerminalOutput.EVENT,
                new TerminalOutput(id, Direction.STDOUT, Payload.of(bytes), null, place).toJson());
    }

    JsonObject exited(TestTenant tenant, TerminalSessionId id, @Nullable Long end) {
        return agentTerminals.on(
                tenant.node(), TerminalExited.EVENT, new TerminalExited(id, 3, "exit status 3", null, end).toJson());
    }

    @Override
    public void close() {
        TestDatabase.stop(signals);
    }
}
