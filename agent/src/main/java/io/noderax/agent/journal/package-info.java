/** What the server has not acknowledged yet, on disk: how far each attempt got, its output, its result. */
@NullMarked
package io.noderax.agent.journal;

import org.jspecify.annotations.NullMarked;
