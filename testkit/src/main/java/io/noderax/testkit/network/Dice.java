package io.noderax.testkit.network;

import java.time.Duration;
import java.util.Random;

/** Draws the fate of each request from a seed, in the order of their arrival. Safe for several threads. */
final class Dice {
    // Both guarded by this.
    private final Random random;
    private long nextTurn = System.nanoTime();

    Dice(long seed) {
        random = new Random(seed);
    }

    synchronized Fate fate(LinkState state, String path) {
        return switch (state) {
            case LinkState.Lossy lossy -> lossy(lossy);
            case LinkState.Replacing(int status) -> new Fate.Replaced(status);
            case LinkState.HalfClosing _ -> new Fate.Passed(Duration.ZERO, Duration.ZERO, Fate.Return.HALF);
            case LinkState.Throttling(var end, int perSecond) when path.endsWith(end) -> Fate.passed(turn(perSecond));
            case LinkState.Resetting _, LinkState.Refusing _ -> new Fate.Lost();
            case LinkState.Fair _, LinkState.Silent _, LinkState.Throttling _ -> Fate.passed(Duration.ZERO);
        };
    }

    private Fate lossy(LinkState.Lossy lossy) {
        if (random.nextDouble() < lossy.requestsLost()) {
            return new Fate.Lost();
        }
        Fate.Return way = random.nextDouble() < lossy.answersLost() ? Fate.Return.LOST : Fate.Return.WHOLE;
        long delay = random.nextLong(lossy.longestDelay().toNanos() + 1);
        return new Fate.Passed(Duration.ZERO, Duration.ofNanos(delay), way);
    }

    private Duration turn(int perSecond) {
        long now = System.nanoTime();
        long turn = Math.max(now, nextTurn);
        nextTurn = turn + 1_000_000_000L / perSecond;
        return Duration.ofNanos(turn - now);
    }
}
