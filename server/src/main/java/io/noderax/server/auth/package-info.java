/** People: sign-in, bearer tokens, the first administrator. */
@NullMarked
package io.noderax.server.auth;

import org.jspecify.annotations.NullMarked;
