package io.noderax.server.terminals;

import io.github.bucket4j.Bucket;
import io.noderax.server.http.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How often a browser may say what in five seconds (wire contract, 4.2). */
final class VisitLimits {
    private static final Duration SPAN = Duration.ofSeconds(5);
    private static final Map<String, Integer> MOST =
            Map.of("terminal.attach", 20, "terminal.input", 600, "terminal.resize", 60, "terminal.terminate", 20);

    private final Map<String, Bucket> buckets = new HashMap<>();

    VisitLimits() {
        MOST.forEach((event, most) -> buckets.put(
                event,
                Bucket.builder()
                        .addLimit(limit -> limit.capacity(most).refillGreedy(most, SPAN))
                        .build()));
    }

    /** @throws Refusal when that is too often */
    void take(String event) {
        Bucket bucket = buckets.get(event);
        if (bucket != null && !bucket.tryConsume(1)) {
            throw Refusal.tooMany("Too many " + event + " events: at most " + MOST.get(event) + " in 5 seconds", SPAN);
        }
    }
}
