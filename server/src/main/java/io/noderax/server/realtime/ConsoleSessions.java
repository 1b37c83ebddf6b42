package io.noderax.server.realtime;

import io.noderax.protocol.id.UserId;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The browsers that watch through this process. Who may not any more is put out: at once when told, otherwise within 30 s. */
@Singleton
public class ConsoleSessions {
    private final ConsoleGate gate;
    private final InstantSource clock;
    private final Set<ConsoleSession> sessions = ConcurrentHashMap.newKeySet();

    ConsoleSessions(ConsoleGate gate, InstantSource clock, Signals signals) {
        this.gate = gate;
        this.clock = clock;
        signals.on(Signal.USER_CHANGED, user -> Thread.startVirtualThread(() -> check(sessionsOf(new UserId(user)))));
    }

    /** Those that are open now. */
    public Collection<ConsoleSession> all() {
        return List.copyOf(sessions);
    }

    public boolean isEmpty() {
        return sessions.isEmpty();
    }

    void add(ConsoleSession session) {
        sessions.add(session);
    }

    void remove(ConsoleSession session) {
        sessions.remove(session);
    }

    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void checkAll() {
        check(sessions);
    }

    private Set<ConsoleSession> sessionsOf(UserId user) {
        return sessions.stream()
                .filter(session -> session.viewer().user().equals(user))
                .collect(Collectors.toSet());
    }

    private void check(Set<ConsoleSession> asked) {
        for (ConsoleSession session : asked) {
            ConsoleGate.Viewer viewer = session.viewer();
            ConsoleGate.Viewer now = viewer.until().isAfter(clock.instant()) ? gate.admit(viewer.token()) : null;
            if (now == null) {
                session.cut("the sign-in is over");
            } else {
                session.update(now);
            }
        }
    }
}
