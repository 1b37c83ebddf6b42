package io.noderax.agent.realtime;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.Backoff;
import io.noderax.agent.loops.StopSignal;
import io.noderax.protocol.session.AgentAuth;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.socketio.client.Preflight;
import io.noderax.socketio.client.SocketClient;
import io.noderax.socketio.client.SocketFailed;
import io.noderax.socketio.client.SocketOptions;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a realtime session: connects, runs it, and connects again after a pause that doubles from 1 s to 30 s; after a lost session the
 * server's window wins, if it names one. Never gives up.
 */
public final class RealtimeLoop implements Runnable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_AFTER_REFUSAL = Duration.ofSeconds(60);
    private static final int LARGEST_MESSAGE = 4_000_000;

    /** The server's word on how its agents come back; zero when it has none. */
    @FunctionalInterface
    public interface Window {
        Duration window();
    }

    /** What to say of this agent. */
    @FunctionalInterface
    public interface Introduction {
        /** @param extensions what the server can do beyond the wire */
        AgentAuth to(Set<String> extensions);
    }

    /** Who takes part in the session. */
    public record Links(RootAccessWish rootAccess, SessionListener listener, Readings readings) {}

    private final RealtimeSession.Parts parts;
    private final Window window;
    private final RandomGenerator random;
    private final StopSignal stop;
    private Duration pause = FIRST_PAUSE;
    private @Nullable String told;
    private volatile @Nullable SocketClient client;
    private volatile @Nullable RealtimeSession session;

    /** @param auth made anew for each connection */
    public RealtimeLoop(
            RealtimeSettings settings,
            Introduction auth,
            Links links,
            RealtimeState state,
            Window window,
            RandomGenerator random,
            StopSignal stop,
            EventLog log) {
        this.parts = new RealtimeSession.Parts(
                settings, auth, links.rootAccess(), links.listener(), links.readings(), state, log);
        this.window = window;
        this.random = random;
        this.stop = stop;
    }

    /** Closes the connection; {@link StopSignal} keeps it from coming back. */
    public void close() {
        SocketClient open = client;
        if (open != null) {
            open.close();
        }
    }

    /** Says anew of this agent what has changed; without a session the next one says it. */
    public void introduceAgain() {
        RealtimeSession now = session;
        if (now != null) {
            now.introduceAgain();
        }
    }

    @Override
    public void run() {
        preflight();
        Duration wait = Duration.ZERO;
        while (!stop.await(wait)) {
            wait = connectOnce();
        }
    }

    /** Gives the pause before the next try. */
    private Duration connectOnce() {
        boolean wasReady = false;
        SessionEnd end;
        try (SocketClient connected =
                SocketClient.connect(options(), parts.settings().connector(), random)) {
            client = connected;
            RealtimeSession opened = new RealtimeSession(parts, connected, extensions(connected));
            session = opened;
            end = stop.isStopped() ? new SessionEnd.Lost("the agent stops") : opened.run();
            wasReady = opened.wasReady();
        } catch (SocketFailed e) {
            end = new SessionEnd.NotConnected(e.failure());
        } finally {
            client = null;
            session = null;
        }
        parts.state().down(end);
        Duration wait = pauseAfter(end, wasReady);
        tell(end, wait);
        return wait;
    }

    private Duration pauseAfter(SessionEnd end, boolean wasReady) {
        if (wasReady) {
            pause = FIRST_PAUSE;
            told = null;
            if (!window.window().isZero()) {
                return Backoff.draw(window.window(), random);
            }
        }
        Duration full = pause;
        Duration longest = end instanceof SessionEnd.AuthRefused ? LONGEST_AFTER_REFUSAL : LONGEST_PAUSE;
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(longest) < 0 ? doubled : longest;
        double least = 1 - parts.settings().jitter();
        return Duration.ofNanos(
                (long) (full.toNanos() * (least + parts.settings().jitter() * random.nextDouble())));
    }

    private void tell(SessionEnd end, Duration wait) {
        String sentence = end.kind() + ": " + end.sentence();
        if (!stop.isStopped() && !sentence.equals(told)) {
            parts.log()
                    .warn(
                            "realtime session not up",
                            "class",
                            end.kind(),
                            "delay",
                            wait.toMillis(),
                            "error",
                            end.sentence());
            told = sentence;
        }
    }

    private void preflight() {
        EventLog log = parts.log();
        switch (Preflight.ask(options(), parts.settings().connector())) {
            case Preflight.Ready _ ->
                log.debug(
                        "realtime preflight answered",
                        "address",
                        parts.settings().address());
            case Preflight.NoEndpoint no ->
                log.warn("realtime preflight: no Socket.IO there", "status", no.status(), "answer", no.excerpt());
            case Preflight.Failed failed ->
                log.warn("realtime preflight failed", "error", failed.failure().message());
        }
    }

    private SocketOptions options() {
        RealtimeSettings settings = parts.settings();
        return new SocketOptions(
                settings.address(),
                settings.namespace(),
                null,
                settings.headers(),
                settings.timeout(),
                LARGEST_MESSAGE);
    }

    private static Set<String> extensions(SocketClient connected) {
        String header = connected.answerHeaders().get(WireHeaders.EXTENSIONS);
        return header == null
                ? Set.of()
                : Stream.of(header.split(",")).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }
}
