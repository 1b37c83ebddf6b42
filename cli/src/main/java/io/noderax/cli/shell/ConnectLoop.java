package io.noderax.cli.shell;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Connection;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.terminal.TerminalChunkView;
import io.noderax.protocol.terminal.TerminalSessionView;
import io.noderax.socketio.client.ReceivedEvent;
import io.noderax.socketio.client.SocketClient;
import io.noderax.socketio.client.SocketFailed;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Keeps a socket to the session: after a loss the next one goes on after the last piece that was shown. One thread. */
final class ConnectLoop implements Runnable {
    /** The shell outlives a loss by as long. */
    private static final Duration LONGEST_ABSENCE = Duration.ofMinutes(5);

    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(2);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Connection connection;
    private final TerminalSessions sessions;
    private final TerminalSessionView session;
    private final boolean replays;
    private final ShownOutput output;
    private final CurrentLink current;
    private final CompletableFuture<Ending> end;
    private final Notices notices;
    private @Nullable String token;
    private Duration pause = FIRST_RETRY;
    private long lostAt = System.nanoTime();
    private boolean said;

    ConnectLoop(ShellVisit visit, CurrentLink current, CompletableFuture<Ending> end, @Nullable String token) {
        this.connection = visit.connection();
        this.sessions = new TerminalSessions(visit.connection());
        this.session = visit.session();
        this.replays = visit.extensions().hasTerminalReplay();
        this.notices = visit.notices();
        this.output = new ShownOutput(visit.screen());
        this.current = current;
        this.end = end;
        this.token = token;
    }

    @Override
    public void run() {
        try {
            while (!end.isDone()) {
                visit();
                if (!end.isDone()) {
                    Thread.sleep(pause);
                    pause = pause.multipliedBy(2).compareTo(SLOWEST_RETRY) < 0 ? pause.multipliedBy(2) : SLOWEST_RETRY;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            end.complete(new Ending.Failed("cannot go on: " + e));
        }
    }

    private void visit() {
        try {
            String shown = token == null ? sessions.connect(session).token() : token;
            token = null;
            try (SocketClient client = connection.socket("/terminal", shown)) {
                stay(client);
            }
        } catch (SocketFailed e) {
            lost(e.failure().message());
        } catch (CallFailed e) {
            if (e.isRefusedWith(409) || e.isRefusedWith(404)) {
                over();
            } else if (e.failure().isPassing()) {
                lost(e.sentence());
            } else {
                end.complete(new Ending.Failed(e.sentence()));
            }
        }
    }

    /** Attaches from another thread, because this one hears the answers. */
    private void stay(SocketClient client) {
        ShellLink link = new ShellLink(client, session.id().toString());
        if (!replays) {
            output.hold();
        }
        Thread.ofVirtual().name("shell-attach").start(() -> attach(link));
        String why = client.listen(this::hear).message();
        if (current.now() != null) {
            lostAt = System.nanoTime();
            current.set(null);
        }
        lost(why);
    }

    private void attach(ShellLink link) {
        try {
            JsonObject answer = link.attach(replays ? output.last() : null);
            if (answer == null) {
                link.close();
            } else if (Boolean.TRUE.equals(answer.get("ok"))) {
                attached(link, answer);
            } else {
                refused(link, answer);
            }
        } catch (CallFailed e) {
            link.close();
        }
    }

    private void attached(ShellLink link, JsonObject answer) {
        if (!replays) {
            readHistory();
            output.release();
        }
        pause = FIRST_RETRY;
        if (said) {
            said = false;
            notices.say("connected again");
        }
        current.set(link);
        JsonObject shown = answer.object("session");
        String status = shown == null ? "" : Objects.requireNonNullElse(shown.text("status"), "");
        if (status.equals("closed") || status.equals("failed")) {
            over();
        }
    }

    private void refused(ShellLink link, JsonObject answer) {
        if (!sessions.read(session).status().isLive()) {
            over();
        } else {
            end.complete(new Ending.Failed("the server does not attach this terminal: " + answer.text("message")));
        }
        link.close();
    }

    private void hear(ReceivedEvent event) {
        JsonObject body = Json.parseObject(event.argument());
        switch (event.name()) {
            case "terminal.output" -> {
                JsonObject chunk = body.object("chunk");
                if (chunk != null) {
                    output.pushed(Fields.read(chunk, Fields.Unknown.IGNORED, TerminalChunkView::read));
                }
            }
            // In a thread of its own, because it asks and this one hears.
            case "terminal.closed" -> Thread.ofVirtual().name("shell-over").start(this::over);
            default -> {}
        }
    }

    /** The rest that was not pushed, and the end, are read over REST. */
    private void over() {
        try {
            readHistory();
            output.release();
            end.complete(new Ending.Over(sessions.read(session)));
        } catch (CallFailed e) {
            ShellLink link = current.now();
            if (!e.failure().isPassing()) {
                end.complete(new Ending.Failed(e.sentence()));
            } else if (link != null) {
                // The next visit is told that the session is over, and comes here again.
                link.close();
            }
        }
    }

    private void readHistory() {
        List<TerminalChunkView> page;
        do {
            page = sessions.after(session, output.last());
            page.forEach(output::show);
        } while (page.size() == TerminalSessions.PAGE);
    }

    private void lost(String why) {
        Duration absence = Duration.ofNanos(System.nanoTime() - lostAt);
        if (end.isDone()) {
            return;
        }
        if (absence.compareTo(LONGEST_ABSENCE) > 0) {
            end.complete(new Ending.Failed("gave up reconnecting: " + why));
        } else if (!said && absence.compareTo(QUIET) > 0) {
            said = true;
            notices.say("the connection is lost (%s); trying again".formatted(why));
        }
    }
}
