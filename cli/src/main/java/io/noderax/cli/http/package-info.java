/** The calls to a server: addresses, answers, and what can go wrong, each with the sentence that helps. */
@NullMarked
package io.noderax.cli.http;

import org.jspecify.annotations.NullMarked;
