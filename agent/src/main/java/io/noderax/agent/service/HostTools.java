package io.noderax.agent.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The programs of the machine that change what only they may change: systemctl, useradd and their like. */
@FunctionalInterface
public interface HostTools {
    /** As shells say it. */
    int NOT_FOUND = 127;

    /**
     * What one has said at its end.
     *
     * @param output both streams
     */
    record Said(int exitCode, String output) {
        boolean isOk() {
            return exitCode == 0;
        }
    }

    /** Runs it to its end. */
    Said run(List<String> command);

    /** Runs it to its good end. */
    default String must(String... command) {
        Said said = run(List.of(command));
        if (!said.isOk()) {
            throw new SetupFailed("`" + String.join(" ", command) + "` ended with exit code " + said.exitCode() + ": "
                    + said.output().strip());
        }
        return said.output();
    }

    /** Those of this machine. */
    static HostTools ofThisMachine() {
        return HostTools::runHere;
    }

    private static Said runHere(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            builder.environment().put("SYSTEMD_PAGER", "");
            Process process = builder.start();
            process.getOutputStream().close();
            try (InputStream output = process.getInputStream()) {
                String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
                return new Said(process.waitFor(), text);
            }
        } catch (IOException e) {
            return new Said(NOT_FOUND, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SetupFailed("interrupted");
        }
    }
}
