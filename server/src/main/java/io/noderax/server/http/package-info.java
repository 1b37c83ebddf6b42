/** HTTP plumbing that knows no feature: bodies to records and back, refusals to error bodies, correlation ids, a caller that has gone. */
@NullMarked
package io.noderax.server.http;

import org.jspecify.annotations.NullMarked;
