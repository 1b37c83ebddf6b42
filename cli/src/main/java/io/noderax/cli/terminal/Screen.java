package io.noderax.cli.terminal;

import io.noderax.protocol.json.Json;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a command prints: results to standard output, what is said about them to standard error. Safe for several threads. */
public final class Screen {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean coloured;
    private boolean withinLine; // guarded by this

    public Screen(PrintStream out, PrintStream err, boolean coloured) {
        this.out = out;
        this.err = err;
        this.coloured = coloured;
    }

    /** UTF-8 whatever the locale says; coloured on a terminal unless {@code NO_COLOR} is set. */
    static Screen ofThisProcess(Map<String, String> environment) {
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
        return new Screen(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                wanted && Keyboard.isTerminal());
    }

    /** A line of the result. */
    public void print(String line) {
        out.println(line);
    }

    /** A JSON value as one line of the result. */
    public void printJson(@Nullable Object value) {
        out.println(Json.print(value));
    }

    /** A line of the result that belongs on standard error, for instance what a task wrote there. */
    public void printError(String line) {
        err.println(line);
    }

    /** Bytes of the result, as they are. */
    public synchronized void write(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        out.flush();
        withinLine = isWithinLine(bytes);
    }

    /** Bytes that belong on standard error, as they are. */
    public synchronized void writeError(byte[] bytes) {
        err.write(bytes, 0, bytes.length);
        err.flush();
        withinLine = isWithinLine(bytes);
    }

    /** A line about the work, for the person who waits; it starts a new line if bytes have left one open. */
    public synchronized void say(String line) {
        err.println(withinLine ? System.lineSeparator() + line : line);
        withinLine = false;
    }

    private boolean isWithinLine(byte[] bytes) {
        return bytes.length == 0 ? withinLine : bytes[bytes.length - 1] != '\n';
    }

    /** Whether the reader of standard output has gone: more output is of no use then. */
    public boolean isGone() {
        return out.checkError();
    }

    /** The word in the colour of what it means; plain where there are no colours. */
    public String status(String word) {
        if (!coloured) {
            return word;
        }
        return switch (word) {
            case "online", "success" -> "\033[32m" + word + "\033[0m";
            case "failed" -> "\033[31m" + word + "\033[0m";
            case "offline", "cancelled" -> "\033[33m" + word + "\033[0m";
            default -> word;
        };
    }
}
