/**
 * What needs somebody: events that tell of the same cause on the same node are one row, from its start to its recovery
 * ({@link io.noderax.server.alerts.Alerts}), which people acknowledge or mute.
 */
@NullMarked
package io.noderax.server.alerts;

import org.jspecify.annotations.NullMarked;
