/**
 * What nodes measure: samples come in by {@code TelemetryResource} and {@code MetricEvents}, wait in {@code SampleBuffer} for the
 * next batch, are rolled up to minutes and hours by {@code Rollups}, and are read as {@code Series}. {@code Alarms} turns what is
 * too high for long into one event when it begins and one when it ends.
 */
@NullMarked
package io.noderax.server.telemetry;

import org.jspecify.annotations.NullMarked;
