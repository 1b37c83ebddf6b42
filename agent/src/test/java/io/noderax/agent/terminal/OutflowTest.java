package io.noderax.agent.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When output is sent, and how much is kept; time moves by hand. */
class OutflowTest {
    private long now = Duration.ofDays(1).toNanos();
    private final Outflow outflow = new Outflow(now);

    @Test
    void theFirstByteAfterAQuietTimeIsSentAtOnce() {
        outflow.attach();
        show(1);
        assertThat(outflow.due(now)).isEqualTo(1);
    }

    @Test
    void whatFollowsWaitsForMoreOrForTwentyFiveMilliseconds() {
        outflow.attach();
        show(1);
        outflow.sent(1, now);
        show(10);
        assertThat(outflow.due(now)).isZero();
        assertThat(outflow.untilDue(now)).isEqualTo(Duration.ofMillis(25).toNanos());
        pass(Duration.ofMillis(24));
        assertThat(outflow.due(now)).isZero();
        pass(Duration.ofMillis(1));
        assertThat(outflow.due(now)).isEqualTo(10);
        outflow.sent(10, now);
        show(1024);
        assertThat(outflow.due(now)).isEqualTo(1024);
    }

    @Test
    void theEchoOfAKeyDoesNotWait() {
        outflow.attach();
        show(1);
        outflow.sent(1, now);
        outflow.hurry();
        show(1);
        assertThat(outflow.due(now)).isEqualTo(1);
    }

    @Test
    void aMessageIsFortyEightKibibytesAtMost() {
        outflow.attach();
        show(60_000);
        assertThat(outflow.due(now)).isEqualTo(48 * 1024);
    }

    @Test
    void beyondTheWindowNothingIsSentAndLittleIsRead() {
        outflow.attachCredited();
        int total = 0;
        while (outflow.wanted() > 0) {
            show(Math.min(outflow.wanted(), 4096));
            for (int due = outflow.due(now); due > 0; due = outflow.due(now)) {
                outflow.sent(due, now);
                total += due;
            }
        }
        assertThat(total).isEqualTo(Outflow.WINDOW);
        assertThat(outflow.end()).isEqualTo(Outflow.WINDOW + Outflow.READ_AHEAD);
        outflow.acknowledge(1000);
        pass(Duration.ofMillis(25));
        assertThat(outflow.due(now)).isEqualTo(1000);
    }

    @Test
    void whileNobodyListensTheRingFillsAndThenTheShellWaits() {
        outflow.detach();
        while (outflow.wanted() > 0) {
            show(Math.min(outflow.wanted(), 4096));
        }
        assertThat(outflow.end()).isEqualTo(OutputRing.CAPACITY);
        assertThat(outflow.attachAt(5)).isZero();
        assertThat(outflow.offset()).isEqualTo(5);
    }

    @Test
    void anOffsetThatIsNotHereAnyMoreIsAGapOfKnownSize() {
        outflow.attachCredited();
        show(5000);
        outflow.sent(5000, now);
        outflow.acknowledge(4000);
        outflow.detach();
        assertThat(outflow.attachAt(1000)).isEqualTo(3000);
        assertThat(outflow.offset()).isEqualTo(4000);
    }

    @Test
    void theRingGivesBackWhatWasPutIn() {
        Random random = new Random(7);
        OutputRing ring = new OutputRing();
        byte[] all = new byte[3_000_000];
        random.nextBytes(all);
        while (ring.end() < all.length) {
            int length = (int) Math.min(1 + random.nextInt(50_000), all.length - ring.end());
            if (length > ring.room()) {
                ring.discardBefore(ring.begin() + random.nextInt(400_000));
            } else {
                int start = (int) ring.end();
                ring.append(Arrays.copyOfRange(all, start, start + length), length);
            }
            int from = (int) (ring.begin() + random.nextInt((int) (ring.end() - ring.begin() + 1)));
            int to = from + random.nextInt((int) ring.end() - from + 1);
            assertThat(ring.copy(from, to - from)).isEqualTo(Arrays.copyOfRange(all, from, to));
        }
    }

    @Test
    void typedBytesThatAreHereAlreadyAreSkippedAndAGapIsRefused() {
        InputQueue input = new InputQueue();
        StringBuilder typed = new StringBuilder();
        InputQueue.Sink two = (bytes, from, length) -> {
            int taken = Math.min(2, length);
            typed.append(new String(bytes, from, taken, StandardCharsets.US_ASCII));
            return taken;
        };
        assertThat(input.add("abc".getBytes(StandardCharsets.US_ASCII), 0)).isTrue();
        input.write(two);
        assertThat(input.add("bcd".getBytes(StandardCharsets.US_ASCII), 1)).isTrue();
        assertThat(input.add("z".getBytes(StandardCharsets.US_ASCII), 9)).isFalse();
        input.write(two);
        assertThat(typed).hasToString("abcd");
        assertThat(input.written()).isEqualTo(4);
        assertThat(input.add(new byte[InputQueue.LIMIT + 1], 4)).isFalse();
        assertThat(input.accepted()).isEqualTo(4 + InputQueue.LIMIT);
    }

    private void show(int length) {
        outflow.append(new byte[length], length);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
