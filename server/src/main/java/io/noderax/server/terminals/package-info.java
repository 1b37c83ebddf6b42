/**
 * Interactive terminals: sessions over REST, the shell's output from the agent to the transcript and to browsers, keystrokes the
 * other way.
 */
@NullMarked
package io.noderax.server.terminals;

import org.jspecify.annotations.NullMarked;
