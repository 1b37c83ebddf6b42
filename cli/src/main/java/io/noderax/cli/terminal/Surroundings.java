package io.noderax.cli.terminal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it.
 *
 * @param environment the environment variables
 * @param properties the settings that the script passes, by the names of system properties
 * @param userHome where {@code ~} is
 */
public record Surroundings(
        Screen screen,
        Keyboard keyboard,
        StopSignals signals,
        Clock clock,
        Map<String, String> environment,
        Map<String, String> properties,
        Path userHome) {

    public static Surroundings ofThisProcess() {
        Map<String, String> properties = new java.util.HashMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        return new Surroundings(
                Screen.ofThisProcess(System.getenv()),
                Keyboard.ofThisProcess(),
                new StopSignals(),
                Clock.systemUTC(),
                System.getenv(),
                Map.copyOf(properties),
                Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home", "/"))));
    }

    /** The environment variable; null when it is not set or empty. */
    public @Nullable String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** How the person calls this program, for what she is told to type. */
    public String command() {
        String command = variable("NODERAX_COMMAND");
        return command == null ? "noderax" : command;
    }

    /** The home of {@code up} and {@code server}: {@code NODERAX_HOME}, else {@code ~/.noderax}. */
    public Path noderaxHome() {
        String home = variable("NODERAX_HOME");
        return home == null ? userHome.resolve(".noderax") : Path.of(home);
    }
}
