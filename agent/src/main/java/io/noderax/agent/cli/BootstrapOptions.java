package io.noderax.agent.cli;

import io.noderax.protocol.id.BootstrapToken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code bootstrap} was told; null is not told. */
record BootstrapOptions(
        String apiUrl,
        BootstrapToken token,
        @Nullable String configFile,
        @Nullable String stateFile,
        @Nullable String logLevel) {
    private static final List<String> NAMES =
            List.of("--api-url", "--bootstrap-token", "--config-file", "--state-file", "--log-level");

    /** The command line cannot be understood; the message says why. */
    static final class Wrong extends Exception {
        Wrong(String message) {
            super(message);
        }
    }

    /** Reads {@code --name value} and {@code --name=value}. */
    static BootstrapOptions read(List<String> arguments) throws Wrong {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (argument.equals("--non-interactive")) {
                continue;
            }
            if (!NAMES.contains(name)) {
                throw new Wrong("bootstrap does not know " + name);
            }
            if (equals < 0 && ++i == arguments.size()) {
                throw new Wrong(name + " needs a value");
            }
            given.put(name, equals < 0 ? arguments.get(i) : argument.substring(equals + 1));
        }
        return new BootstrapOptions(
                required(given, "--api-url"),
                new BootstrapToken(required(given, "--bootstrap-token")),
                given.get("--config-file"),
                given.get("--state-file"),
                given.get("--log-level"));
    }

    private static String required(Map<String, String> given, String name) throws Wrong {
        String value = given.get(name);
        if (value == null || value.isBlank()) {
            throw new Wrong("bootstrap needs " + name);
        }
        return value.strip();
    }
}
