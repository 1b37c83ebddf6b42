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
    public static final String VERSIONS = "versions";

    /** Links that a trial needs, made before it: to go on, to go back, and to keep. */
    public static final String NEXT = ".next";

    public static final String BACK = ".back";
    public static final String NEXT_PROVEN = ".next-proven";

    /** Beside the images, for one that is not whole yet. */
    public static final String INCOMING = ".incoming";

    /** Of root, like everything in it. */
    public Path program() {
        return root.resolve("opt/noderax-agent");
    }

    /** A folder for each version's image. */
    public Path versions() {
        return program().resolve(VERSIONS);
    }

    public Path image(String version) {
        return versions().resolve(version);
    }

    /** A relative link to the image that is run. */
    public Path current() {
        return program().resolve("current");
    }

    /** A relative link to the image that has proven itself last; another one than the current while that is on trial. */
    public Path proven() {
        return program().resolve("proven");
    }

    /** A relative link to the image that was run before the current one, and can be gone back to. */
    public Path previous() {
        return program().resolve("previous");
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

    /** The keys that the operator trusts for releases; need not be there. */
    public Path releaseKey() {
        return configFolder().resolve("release-key.pub");
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
    public Path updaterState() {
        return root.resolve("var/lib/noderax-agent-update");
    }

    /** The update that is not over; there only as long. */
    public Path pendingUpdate() {
        return updaterState().resolve("pending.json");
    }

    /** For sockets. */
    Path run() {
        return root.resolve("run/noderax-agent");
    }

    public Path units() {
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
