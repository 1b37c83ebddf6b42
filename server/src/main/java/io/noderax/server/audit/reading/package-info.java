/** Looks through the audit log. */
@NullMarked
package io.noderax.server.audit.reading;

import org.jspecify.annotations.NullMarked;
