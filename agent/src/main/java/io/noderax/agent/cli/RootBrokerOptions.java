package io.noderax.agent.cli;

import io.noderax.agent.config.ConfigKey;
import io.noderax.protocol.rootaccess.RootProfile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code root-broker}.
 *
 * @param socket null when none was named
 */
record RootBrokerOptions(@Nullable Path socket, String user, Path folder, RootProfile highest) {
    private static final List<String> NAMES = List.of("--socket", "--user", "--folder", "--highest");
    private static final String FOLDER = "/var/lib/noderax-agent-root";

    /** The arguments are wrong; the message says how. */
    static final class Wrong extends Exception {
        Wrong(String message) {
            super(message);
        }
    }

    static RootBrokerOptions read(List<String> arguments) throws Wrong {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!NAMES.contains(name) || i + 1 == arguments.size() || given.put(name, arguments.get(i + 1)) != null) {
                throw new Wrong(
                        "root-broker takes --user NAME [--socket PATH] [--folder PATH] [--highest PROFILE] (got " + name
                                + ")");
            }
        }
        String user = given.get("--user");
        if (user == null) {
            throw new Wrong("root-broker needs --user NAME: as whom the agent runs");
        }
        String socket = given.get("--socket");
        return new RootBrokerOptions(
                socket == null ? null : Path.of(socket),
                user,
                Path.of(given.getOrDefault("--folder", FOLDER)),
                highest(given.getOrDefault("--highest", "all")));
    }

    /** Where it listens when no socket was named and none was handed over. */
    static Path standardSocket() {
        return Path.of(String.valueOf(ConfigKey.ROOT_BROKER_SOCKET.standIn()));
    }

    private static RootProfile highest(String name) throws Wrong {
        RootProfile profile = RootProfile.BY_NAME.get(name);
        if (profile == null) {
            throw new Wrong(
                    "--highest is one of " + String.join(", ", RootProfile.BY_NAME.keySet()) + " (got " + name + ")");
        }
        return profile;
    }
}
