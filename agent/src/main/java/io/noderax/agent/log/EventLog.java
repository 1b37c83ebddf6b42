package io.noderax.agent.log;

import io.noderax.protocol.json.Timestamps;
import java.io.PrintStream;
import java.time.Clock;

/**
 * Writes events as {@code time level text key=value ...}, one line each. Safe for any number of threads.
 *
 * <p>Keys and values alternate; a value is anything with a {@code toString} that hides its secrets.
 */
public final class EventLog {
    private final PrintStream out;
    private final Level least;
    private final Clock clock;

    public EventLog(PrintStream out, Level least, Clock clock) {
        this.out = out;
        this.least = least;
        this.clock = clock;
    }

    public void debug(String event, Object... keysAndValues) {
        write(Level.DEBUG, event, keysAndValues);
    }

    public void info(String event, Object... keysAndValues) {
        write(Level.INFO, event, keysAndValues);
    }

    public void warn(String event, Object... keysAndValues) {
        write(Level.WARN, event, keysAndValues);
    }

    public void error(String event, Object... keysAndValues) {
        write(Level.ERROR, event, keysAndValues);
    }

    private void write(Level level, String event, Object... keysAndValues) {
        if (level.compareTo(least) < 0) {
            return;
        }
        StringBuilder line = new StringBuilder(120);
        line.append(Timestamps.print(clock.instant())).append(' ').append(level);
        line.append(level.name().length() == 4 ? "  " : " ").append(event);
        for (int i = 0; i + 1 < keysAndValues.length; i += 2) {
            line.append(' ').append(keysAndValues[i]).append('=');
            appendValue(line, String.valueOf(keysAndValues[i + 1]));
        }
        out.println(line);
    }

    private static void appendValue(StringBuilder line, String value) {
        boolean plain = !value.isEmpty();
        for (int i = 0; i < value.length() && plain; i++) {
            char c = value.charAt(i);
            plain = c > ' ' && c != '"' && c != '=';
        }
        if (plain) {
            line.append(value);
            return;
        }
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else {
                line.append(c < ' ' ? ' ' : c);
            }
        }
        line.append('"');
    }
}
