package io.noderax.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The real time, moved by hand. */
final class MovedClock extends Clock {
    private volatile Duration by = Duration.ZERO;

    void moveBy(Duration offset) {
        by = offset;
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(by);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
