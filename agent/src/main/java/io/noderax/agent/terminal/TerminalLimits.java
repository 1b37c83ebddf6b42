package io.noderax.agent.terminal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many terminals there may be, and for how long.
 *
 * @param sessions how many at once
 * @param detachGrace how long a shell lives on without a server that knows it
 * @param idle a session without a keystroke for so long ends; null for never
 * @param killGrace from the first signal to KILL
 */
public record TerminalLimits(
        int sessions, Duration detachGrace, @Nullable Duration idle, Duration killGrace) {
    public static final TerminalLimits NORMAL =
            new TerminalLimits(32, Duration.ofMinutes(5), null, Duration.ofSeconds(3));
}
