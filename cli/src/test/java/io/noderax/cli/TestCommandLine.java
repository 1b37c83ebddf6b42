package io.noderax.cli;

import io.noderax.cli.terminal.Keyboard;
import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.StopSignals;
import io.noderax.cli.terminal.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The command line of somebody who is signed in at a far side, and what it has shown. */
final class TestCommandLine {
    private static final Keyboard NONE = new Keyboard() {
        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public String ask(String question) {
            return "";
        }

        @Override
        public String askSecretly(String question) {
            return "";
        }

        @Override
        public String readLine() {
            return "";
        }
    };

    final TestServer server = new TestServer();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    int run(String... arguments) {
        out.reset();
        err.reset();
        Map<String, String> environment =
                Map.of("NODERAX_SERVER", server.url(), "NODERAX_TOKEN", "token", "NODERAX_HOME", "/nonexistent");
        Screen screen = new Screen(print(out), print(err), false);
        return CommandTree.in(new Surroundings(
                        screen,
                        NONE,
                        new StopSignals(),
                        Clock.systemUTC(),
                        environment,
                        Map.of(),
                        Path.of("/nonexistent")))
                .execute(arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
