package io.noderax.server.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import io.noderax.server.http.Refusal;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How often somebody may ask, and when again. */
class LimitsTest {
    private static final Allowance TRIES = new Allowance("tries", 3, 6);

    private final AtomicLong now = new AtomicLong();
    private final Limits limits = limits(1000);

    @Test
    void aBurstIsAllowedThenTheRefusalSaysWhenToComeBackAndThatIsTrue() {
        for (int i = 0; i < 3; i++) {
            limits.take(TRIES, "a");
        }

        assertThatThrownBy(() -> limits.take(TRIES, "a"))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(429);
                    assertThat(refusal.retryAfter())
                            .isBetween(java.time.Duration.ofSeconds(10), java.time.Duration.ofSeconds(11));
                })
                .hasMessage("Too many tries; try again in 10 s");
        limits.take(TRIES, "b");
        now.addAndGet(10_000_000_000L);
        limits.take(TRIES, "a");
        assertThatThrownBy(() -> limits.take(TRIES, "a")).isInstanceOf(Refusal.class);
    }

    @Test
    void whatIsGivenBackDoesNotCount() {
        for (int i = 0; i < 20; i++) {
            limits.take(TRIES, "a");
            limits.giveBack(TRIES, "a");
        }
        limits.take(TRIES, "a");
    }

    @Test
    void memoryIsBoundedHoweverManyAsk() {
        Limits small = limits(100);
        for (int i = 0; i < 10_000; i++) {
            small.take(TRIES, "address-" + i);
        }
        assertThat(small.size()).isLessThanOrEqualTo(100);
    }

    @Test
    void allAddressesOfOneMachineAreOneKey() {
        assertThat(Addresses.key("2001:db8:1:2::1")).isEqualTo(Addresses.key("2001:db8:1:2:ffff::9"));
        assertThat(Addresses.key("2001:db8:1:3::1")).isNotEqualTo(Addresses.key("2001:db8:1:2::1"));
        assertThat(Addresses.key("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(Addresses.key("unknown")).isEqualTo("unknown");
    }

    private Limits limits(int most) {
        return new Limits(
                new TimeMeter() {
                    @Override
                    public long currentTimeNanos() {
                        return now.get();
                    }

                    @Override
                    public boolean isWallClockBased() {
                        return false;
                    }
                },
                most);
    }
}
