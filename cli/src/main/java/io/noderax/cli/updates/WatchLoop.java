package io.noderax.cli.updates;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.StopSignals;
import io.noderax.protocol.id.UpdateTargetId;
import io.noderax.protocol.update.RolloutStatus;
import io.noderax.protocol.update.RolloutTargetView;
import io.noderax.protocol.update.RolloutView;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Shows each step of a rollout as it comes, until it runs no more, or a signal comes. A server that is away is asked again. */
final class WatchLoop {
    /** A reference server takes 100 calls a minute. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Updates updates;
    private final StopSignals signals;
    private final Screen screen;
    private final Map<UpdateTargetId, String> shown = new HashMap<>();
    private String lastWords = "";
    private boolean away;

    WatchLoop(Updates updates, StopSignals signals, Screen screen) {
        this.updates = updates;
        this.signals = signals;
        this.screen = screen;
    }

    /** The rollout as it is then; one that still runs was left by a signal. Blocks. */
    Received<RolloutView> watch(Received<RolloutView> begun) {
        signals.take("INT", "TERM");
        Received<RolloutView> rollout = begun;
        show(rollout.value());
        while (rollout.value().status() == RolloutStatus.RUNNING && signals.await(PAUSE) == null) {
            rollout = asked(rollout);
            show(rollout.value());
        }
        return rollout;
    }

    private Received<RolloutView> asked(Received<RolloutView> before) {
        try {
            Received<RolloutView> now = updates.rollout(before.value().id());
            away = false;
            return now;
        } catch (CallFailed e) {
            if (!e.failure().isPassing()) {
                throw e;
            }
            if (!away) {
                screen.say(e.sentence() + "; trying again");
            }
            away = true;
            return before;
        }
    }

    private void show(RolloutView rollout) {
        boolean news = false;
        for (RolloutTargetView target : rollout.targets()) {
            String line = RolloutWords.line(target);
            if (!line.equals(shown.put(target.id(), line))) {
                screen.say(line);
                news = true;
            }
        }
        if (!news && !rollout.statusMessage().equals(lastWords)) {
            screen.say(RolloutWords.plain(rollout.statusMessage()));
        }
        lastWords = rollout.statusMessage();
    }
}
