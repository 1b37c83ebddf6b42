package io.noderax.agent.cli;

import io.noderax.protocol.id.BootstrapToken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code install} was told; null is not told.
 *
 * @param asks whether it may ask for what it was not told
 */
record InstallOptions(
        boolean asks,
        @Nullable String apiUrl,
        @Nullable BootstrapToken token,
        @Nullable String email,
        @Nullable String logLevel) {
    private static final List<String> NAMES = List.of("--api-url", "--bootstrap-token", "--email", "--log-level");

    /** The command line cannot be understood; the message says why. */
    static final class Wrong extends Exception {
        Wrong(String message) {
            super(message);
        }
    }

    /** Reads {@code --name value} and {@code --name=value}. */
    static InstallOptions read(List<String> arguments) throws Wrong {
        Map<String, String> given = new HashMap<>();
        boolean asks = true;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--non-interactive")) {
                asks = false;
                continue;
            }
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!NAMES.contains(name)) {
                throw new Wrong("install does not know " + name);
            }
            if (equals < 0 && ++i == arguments.size()) {
                throw new Wrong(name + " needs a value");
            }
            given.put(name, equals < 0 ? arguments.get(i) : argument.substring(equals + 1));
        }
        String token = given.get("--bootstrap-token");
        if (token != null && (token.isBlank() || !given.containsKey("--api-url"))) {
            throw new Wrong("--bootstrap-token is the token that an operator got, and needs --api-url beside it");
        }
        return new InstallOptions(
                asks,
                given.get("--api-url"),
                token == null ? null : new BootstrapToken(token),
                given.get("--email"),
                given.get("--log-level"));
    }
}
