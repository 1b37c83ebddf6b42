package io.noderax.agent.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.loops.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** After a lost connection agents come back spread over the window that the server named. */
class ComebackTest {
    private static final Duration WINDOW = Duration.ofMinutes(2);
    private static final Answer.Failure<String> LOST =
            new Answer.Unreachable<>(FailureKind.CONNECTION_LOST, "the connection is lost");

    private final ServerExtensions extensions = new ServerExtensions();
    private final Random random = new Random(42);

    @Test
    void theFirstReturnIsDrawnFromTheWholeWindowAndEvenly() {
        announce("reconnect-window", "120");
        List<Integer> perQuarter = new ArrayList<>(List.of(0, 0, 0, 0));

        for (int agent = 0; agent < 4000; agent++) {
            Duration delay = comeback().after(LOST);
            assertThat(delay).isBetween(Duration.ZERO, WINDOW);
            int quarter = (int) Math.min(3, delay.toSeconds() / 30);
            perQuarter.set(quarter, perQuarter.get(quarter) + 1);
        }

        assertThat(perQuarter).allMatch(count -> count > 900 && count < 1100);
    }

    @Test
    void theWindowIsDrawnOnceAndThenEachFailureBacksOffUpToFifteenSeconds() {
        announce("reconnect-window", "120");
        Comeback comeback = comeback();
        Duration longest = Duration.ZERO;

        comeback.after(LOST);
        for (int failure = 0; failure < 1000; failure++) {
            Duration delay = comeback.after(new Answer.Broken<>(502, "Bad Gateway"));
            longest = delay.compareTo(longest) > 0 ? delay : longest;
        }

        assertThat(longest).isBetween(Duration.ofSeconds(14), Duration.ofSeconds(15));
    }

    @Test
    void aSuccessMakesTheNextLossAFirstOneAgain() {
        announce("reconnect-window", "120");
        Comeback comeback = comeback();
        Duration longest = Duration.ZERO;

        for (int loss = 0; loss < 100; loss++) {
            Duration delay = comeback.after(LOST);
            longest = delay.compareTo(longest) > 0 ? delay : longest;
            comeback.reset();
        }

        assertThat(longest).isGreaterThan(Duration.ofSeconds(100));
    }

    @Test
    void theTimeThatAnOverloadedServerAsksForIsAWindowToo() {
        announce("reconnect-window", "120");
        Comeback comeback = comeback();
        List<Duration> delays = new ArrayList<>();

        for (int draw = 0; draw < 1000; draw++) {
            delays.add(comeback.after(new Answer.Throttled<>(Duration.ofSeconds(30))));
        }

        assertThat(delays).allMatch(delay -> delay.compareTo(Duration.ofSeconds(30)) <= 0);
        assertThat(delays).anyMatch(delay -> delay.compareTo(Duration.ofSeconds(1)) < 0);
        assertThat(delays).anyMatch(delay -> delay.compareTo(Duration.ofSeconds(29)) > 0);
    }

    @Test
    void aServerThatNamesNoWindowIsTreatedAsTheReference() {
        Comeback comeback = comeback();

        assertThat(comeback.after(LOST)).isLessThanOrEqualTo(Duration.ofSeconds(1));
        for (int draw = 0; draw < 100; draw++) {
            assertThat(comeback.after(new Answer.Throttled<>(Duration.ofSeconds(30))))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        }
    }

    @Test
    void theWindowThatWasNamedLastCounts() {
        announce("reconnect-window", "120");
        announce("reconnect-window", "2");
        announce("reconnect-window", "soon");

        assertThat(extensions.reconnectWindow()).isEqualTo(Duration.ofSeconds(2));
    }

    private Comeback comeback() {
        return new Comeback(new Patience(Pace.NORMAL, random), extensions, random);
    }

    private void announce(String tokens, String window) {
        extensions.heard(Replies.with(200, tokens, window), true);
    }
}
