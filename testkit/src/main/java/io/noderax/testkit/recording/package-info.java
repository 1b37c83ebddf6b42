/** Recorded traffic of a running reference server, one JSON object a line; what agent and server must fit, as data. */
@NullMarked
package io.noderax.testkit.recording;

import org.jspecify.annotations.NullMarked;
