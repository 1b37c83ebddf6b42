package io.noderax.cli.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

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
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    static Keyboard ofThisProcess() {
        return new Keyboard() {
            @Override
            public boolean isThere() {
                return isTerminal();
            }

            @Override
            public String ask(String question) {
                String answer = System.console().readLine("%s", question);
                return answer == null ? "" : answer.strip();
            }

            @Override
            public String askSecretly(String question) {
                char[] answer = System.console().readPassword("%s", question);
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
