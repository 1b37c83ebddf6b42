package io.noderax.testkit.network;

import java.util.concurrent.atomic.LongAdder;

/** How often what happened on a link. Safe for several threads. */
public final class LinkCounts {
    final LongAdder requests = new LongAdder();
    final LongAdder lostRequests = new LongAdder();
    final LongAdder lostAnswers = new LongAdder();
    final LongAdder delayed = new LongAdder();
    final LongAdder replaced = new LongAdder();
    final LongAdder halfClosed = new LongAdder();
    final LongAdder cut = new LongAdder();

    LinkCounts() {}

    public long requests() {
        return requests.sum();
    }

    public long lostRequests() {
        return lostRequests.sum();
    }

    public long lostAnswers() {
        return lostAnswers.sum();
    }

    public long replaced() {
        return replaced.sum();
    }

    @Override
    public String toString() {
        return "%d requests, %d of them lost, %d answers lost, %d delayed, %d replaced, %d half, %d connections cut"
                .formatted(
                        requests.sum(),
                        lostRequests.sum(),
                        lostAnswers.sum(),
                        delayed.sum(),
                        replaced.sum(),
                        halfClosed.sum(),
                        cut.sum());
    }
}
