package io.noderax.agent.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.agent.loops.Pulse;
import io.noderax.agent.loops.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WatchLoopTest {
    private final List<String> heard = new ArrayList<>();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final EventLog log =
            new EventLog(new PrintStream(logged, true, StandardCharsets.UTF_8), Level.DEBUG, Clock.systemUTC());
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicReference<String> words = new AtomicReference<>("nothing is wrong");
    private final Pulse claim = new Pulse("claim", Duration.ofSeconds(60), now::get);
    private final Pulse heartbeat = new Pulse("heartbeat", Duration.ofSeconds(60), now::get);
    private final Supervisor supervisor = new Supervisor(heard::add, Duration.ofMinutes(3), log);
    private final WatchLoop loop =
            new WatchLoop(supervisor, List.of(claim, heartbeat), words::get, new StopSignal(), log);

    @Test
    void aSignOfLifeIsGivenAsLongAsEveryLoopIsHeardOfInTime() {
        claim.within(Duration.ofSeconds(15));
        heartbeat.within(Duration.ofSeconds(30));
        pass(75);
        loop.look();

        assertThat(heard).containsExactly("WATCHDOG=1", "STATUS=nothing is wrong");
    }

    @Test
    void aLoopThatHangsIsNamedAndNoSignOfLifeIsGivenUntilItGoesOn() {
        claim.within(Duration.ofSeconds(15));
        heartbeat.within(Duration.ofSeconds(30));
        pass(76);
        loop.look();
        loop.look();
        assertThat(heard).containsExactly("STATUS=hangs: claim");
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("a loop of the agent hangs")
                .contains("claim");

        claim.within(Duration.ofSeconds(15));
        loop.look();
        assertThat(heard).endsWith("WATCHDOG=1", "STATUS=nothing is wrong");
    }

    @Test
    void aLoopThatWaitsForSomethingWithoutATimeHangsNot() {
        claim.within(Duration.ofSeconds(15));
        claim.rest();
        pass(100_000);
        loop.look();

        assertThat(heard).startsWith("WATCHDOG=1");
    }

    @Test
    void howItIsIsToldWhenItChangesInOneLine() {
        loop.look();
        loop.look();
        words.set("refused: no\nREADY=1");
        loop.look();

        assertThat(heard)
                .containsExactly(
                        "WATCHDOG=1",
                        "STATUS=nothing is wrong",
                        "WATCHDOG=1",
                        "WATCHDOG=1",
                        "STATUS=refused: no READY=1");
    }

    @Test
    void aServiceManagerThatDoesNotWatchHearsWordsAlone() {
        Supervisor deaf = new Supervisor(heard::add, null, log);
        new WatchLoop(deaf, List.of(claim), words::get, new StopSignal(), log).look();

        assertThat(heard).containsExactly("STATUS=nothing is wrong");
        assertThat(deaf.interval()).isEqualTo(Duration.ofSeconds(60));
        assertThat(supervisor.interval()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void theEnvironmentSaysWhoIsMeantAndWhatCannotBeToldIsNoFailure() {
        assertThat(Supervisor.of(Map.of(), 7, log).isThere()).isFalse();
        assertThat(Supervisor.of(Map.of("NOTIFY_SOCKET", "vsock:2"), 7, log).isThere())
                .isFalse();
        Map<String, String> ofAnother =
                Map.of("NOTIFY_SOCKET", "@nobody-here", "WATCHDOG_USEC", "9000000", "WATCHDOG_PID", "8");
        Supervisor another = Supervisor.of(ofAnother, 7, log);
        assertThat(another.isWatching()).isFalse();
        Supervisor mine = Supervisor.of(ofAnother, 8, log);
        assertThat(mine.isWatching()).isTrue();
        assertThat(mine.interval()).isEqualTo(Duration.ofSeconds(3));

        mine.ready("well");
        mine.stopping(Duration.ofSeconds(1));
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .as("each reason once")
                .hasLineCount(2)
                .contains("got vsock:2")
                .contains("cannot send a datagram");
    }

    private void pass(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
