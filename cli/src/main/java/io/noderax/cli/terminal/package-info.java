/** What a command finds around it: the screen, the person at the keyboard, signals, environment variables. */
@NullMarked
package io.noderax.cli.terminal;

import org.jspecify.annotations.NullMarked;
