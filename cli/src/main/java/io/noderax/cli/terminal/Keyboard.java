package io.noderax.cli.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The person at the keyboard, if there is one. */
public interface Keyboard {
    /** Whether questions can be asked. */
    boolean isThere();

    /** Asks; the answer is trimmed, and empty when there is none. */
    String ask(String question);

    /** Asks without showing what is typed. */
    String askSecretly(String question);

    /** The first line of standard input, for {@code --password-stdin}; empty when there is none. */
    String readLine();

    static boolean isTerminal() {
        return console() != null;
    }

    /** Java's console; null when standard input or output is no terminal. */
    @SuppressWarnings("SystemConsoleNull") // the answer may still be null, and null checkers know it so
    private static @Nullable Console console() {
        Console console = System.console();
        return console != null && console.isTerminal() ? console : null;
    }

    static Keyboard ofThisProcess() {
        return new Keyboard() {
            @Override
            public boolean isThere() {
                return isTerminal();
            }

            @Override
            public String ask(String question) {
                Console console = console();
                String answer = console == null ? null : console.readLine("%s", question);
                return answer == null ? "" : answer.strip();
            }

            @Override
            public String askSecretly(String question) {
                Console console = console();
                char[] answer = console == null ? null : console.readPassword("%s", question);
                return answer == null ? "" : new String(answer);
            }

            @Override
            public String readLine() {
                try {
                    String line =
                            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
                    return line == null ? "" : line;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
