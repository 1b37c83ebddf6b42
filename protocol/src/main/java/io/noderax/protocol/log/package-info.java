/** A task's log as bytes: frames in the order of arrival (docs/protocol-extensions.md, log-batches), and the lines that they make. */
@NullMarked
package io.noderax.protocol.log;

import org.jspecify.annotations.NullMarked;
