package io.noderax.server.telemetry;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long samples, minutes and hours are kept. */
@Singleton
class MetricTimes {
    private final Duration samples;
    private final Duration minutes;
    private final Duration hours;

    MetricTimes(
            @ConfigProperty(name = "noderax.metrics.samples-kept-for") Duration samples,
            @ConfigProperty(name = "noderax.metrics.minutes-kept-for") Duration minutes,
            @ConfigProperty(name = "noderax.metrics.hours-kept-for") Duration hours) {
        this.samples = samples;
        this.minutes = minutes;
        this.hours = hours;
    }

    Duration samples() {
        return samples;
    }

    Duration minutes() {
        return minutes;
    }

    Duration hours() {
        return hours;
    }
}
