package io.noderax.server.storage.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Program {
    private static final int LONGEST_SECONDS = 120;
    private static final int SHOWN_CHARACTERS = 1500;

    private Program() {}

    /**
     * Runs the command with a harmless environment.
     *
     * @param input written to its standard input
     * @return what it printed
     * @throws DatabaseTrouble with the end of what it printed, when it fails
     */
    static String run(List<String> command, String input) {
        try {
            Process process = start(command);
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new DatabaseTrouble(command + " did not end within " + LONGEST_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new DatabaseTrouble(
                        "%s failed with exit code %d: %s".formatted(name(command), process.exitValue(), tail(output)));
            }
            return output;
        } catch (IOException e) {
            throw new DatabaseTrouble("cannot run %s (%s)".formatted(name(command), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseTrouble("interrupted while " + name(command) + " ran", e);
        }
    }

    /** Its exit code, or 127 when there is no such program. */
    static int exitCode(List<String> command) {
        try {
            Process process = start(command);
            process.getOutputStream().close();
            process.getInputStream().readAllBytes();
            return process.waitFor();
        } catch (IOException _) {
            return 127;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseTrouble("interrupted while " + name(command) + " ran", e);
        }
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("NODERAX_"));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private static String name(List<String> command) {
        return command.stream()
                .filter(word -> word.endsWith("/initdb") || word.endsWith("/pg_ctl") || word.endsWith("/postgres"))
                .findFirst()
                .orElse(command.getFirst());
    }

    private static String tail(String output) {
        String text = output.strip();
        return text.length() <= SHOWN_CHARACTERS ? text : "..." + text.substring(text.length() - SHOWN_CHARACTERS);
    }
}
