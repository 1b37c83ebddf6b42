package io.noderax.server.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.noderax.server.http.Refusal;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * A token bucket for each allowance and key. A bucket fills up again by itself, so nobody is ever locked out for good. Memory is
 * bounded: of too many keys those least in use are forgotten. Safe for several threads.
 */
@Singleton
public class Limits {
    private static final int MOST_KEYS = 100_000;
    private static final Duration KEPT_UNUSED = Duration.ofHours(1);

    private record Key(Allowance allowance, String who) {}

    private final Cache<Key, Bucket> buckets;
    private final TimeMeter time;

    public Limits() {
        this(TimeMeter.SYSTEM_NANOTIME, MOST_KEYS);
    }

    Limits(TimeMeter time, int mostKeys) {
        this.time = time;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(mostKeys)
                .expireAfterAccess(KEPT_UNUSED)
                .build();
    }

    /** @throws Refusal 429 that says when to come back, when the allowance is used up */
    public void take(Allowance allowance, String who) {
        ConsumptionProbe probe = bucket(allowance, who).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill()).plusMillis(999);
            throw Refusal.tooMany(
                    "Too many %s; try again in %d s".formatted(allowance.what(), Math.max(1, wait.toSeconds())), wait);
        }
    }

    /** Takes back what turned out not to count. */
    public void giveBack(Allowance allowance, String who) {
        bucket(allowance, who).addTokens(1);
    }

    /** How many buckets are kept at present. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket bucket(Allowance allowance, String who) {
        return buckets.get(
                new Key(allowance, who),
                key -> Bucket.builder()
                        .addLimit(Bandwidth.builder()
                                .capacity(key.allowance().burst())
                                .refillGreedy(key.allowance().perMinute(), Duration.ofMinutes(1))
                                .build())
                        .withCustomTimePrecision(time)
                        .build());
    }
}
