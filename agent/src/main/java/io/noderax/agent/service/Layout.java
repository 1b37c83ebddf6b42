package io.noderax.agent.service;

import java.nio.file.Path;
import java.util.List;

/**
 * Where everything of an installed agent lies.
 *
 * @param root {@code /}; a test has another one
 */
public record Layout(Path root) {
    /** On this machine. */
    public static final Layout SYSTEM = new Layout(Path.of("/"));

    public static final String USER = "noderax";
    static final String HOME = "/var/lib/noderax-agent";

    /** Of root, like everything in it. */
    Path program() {
        return root.resolve("opt/noderax-agent");
    }

    /** A folder for each version's image. */
    Path versions() {
        return program().resolve("versions");
    }

    /** A relative link to the image that is run. */
    Path current() {
        return program().resolve("current");
    }

    /** A link into the current image. */
    Path launcher() {
        return program().resolve("noderax-agent");
    }

    /** A link to the launcher, on the path of everybody. */
    Path command() {
        return root.resolve("usr/local/bin/noderax-agent");
    }

    Path configFolder() {
        return root.resolve("etc/noderax-agent");
    }

    /** For root to write and the agent to read. */
    public Path config() {
        return configFolder().resolve("config.json");
    }

    /** The agent's own. */
    Path state() {
        return root.resolve(HOME.substring(1));
    }

    public Path identity() {
        return state().resolve("agent_identity.json");
    }

    /** The root broker's. */
    Path brokerState() {
        return root.resolve("var/lib/noderax-agent-root");
    }

    /** The updater's. */
    Path updaterState() {
        return root.resolve("var/lib/noderax-agent-update");
    }

    /** For sockets. */
    Path run() {
        return root.resolve("run/noderax-agent");
    }

    Path units() {
        return root.resolve("etc/systemd/system");
    }

    /** Where a server of this machine keeps its data, as the same user. */
    Path serverHome() {
        return root.resolve("var/lib/noderax");
    }

    /** Everything but the links and the units, in the order in which it can be taken away. */
    List<Path> folders() {
        return List.of(run(), configFolder(), state(), brokerState(), updaterState(), program());
    }
}
