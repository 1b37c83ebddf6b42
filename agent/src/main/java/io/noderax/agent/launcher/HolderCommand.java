package io.noderax.agent.launcher;

import java.nio.file.Path;
import java.util.List;

/** How a holder is started: as a small JVM from the agent's own class path. */
final class HolderCommand {
    private static final String MAIN = "io.noderax.agent.holder.HolderMain";

    private HolderCommand() {}

    static List<String> of(Path journal, long quota) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xms4m",
                "-Xmx24m",
                "-Xss256k",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-cp",
                classPath(),
                MAIN,
                journal.toString(),
                Long.toString(quota));
    }

    /** Its working directory is another one. */
    private static String classPath() {
        StringBuilder absolute = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            absolute.append(absolute.isEmpty() ? "" : ":").append(Path.of(entry).toAbsolutePath());
        }
        return absolute.toString();
    }
}
