package io.noderax.agent.cli;

import io.noderax.agent.config.BadConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks a person at the terminal. */
final class Questions {
    private final Terminal terminal;
    private final BufferedReader in;

    Questions(Terminal terminal) {
        this.terminal = terminal;
        this.in = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    }

    /**
     * The answer, or what stands in for an empty one.
     *
     * @throws BadConfig when nobody answers
     */
    String ask(String question, @Nullable String standIn) {
        while (true) {
            terminal.out().print(question + (standIn == null ? ": " : " [" + standIn + "]: "));
            terminal.out().flush();
            String answer = line();
            if (answer == null) {
                throw new BadConfig("nobody answers; without questions it is install --non-interactive --api-url U"
                        + " --bootstrap-token T");
            }
            if (!answer.isBlank()) {
                return answer.strip();
            }
            if (standIn != null) {
                return standIn;
            }
        }
    }

    private @Nullable String line() {
        try {
            return in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the answer", e);
        }
    }
}
