/** Readings of a node: over the socket and over HTTP (wire contract, 1.5 and 2.2; extension telemetry). */
@NullMarked
package io.noderax.protocol.telemetry;

import org.jspecify.annotations.NullMarked;
