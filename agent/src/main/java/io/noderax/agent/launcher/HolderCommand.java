package io.noderax.agent.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a holder is started: as a small JVM from the agent's own class path. */
final class HolderCommand {
    private static final String MAIN = "io.noderax.agent.holder.HolderMain";

    /** The package's launcher names its cache of loaded classes by this property: the holder is made of the same jars. */
    private static final String CACHE = "noderax.cache";

    private static final List<String> FLAGS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-Xms4m",
            "-Xmx24m",
            "-Xss256k",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData");

    private HolderCommand() {}

    static List<String> of(Path journal, long quota) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        String cache = System.getProperty(CACHE);
        if (cache != null) {
            command.add("-XX:AOTCache=" + cache);
            command.add("-Xlog:disable");
        }
        command.addAll(List.of("-cp", classPath(), MAIN, journal.toString(), Long.toString(quota)));
        return command;
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
