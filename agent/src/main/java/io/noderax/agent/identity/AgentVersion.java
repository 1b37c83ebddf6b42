package io.noderax.agent.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Which build of the agent this is; from a resource that the build fills in. */
public record AgentVersion(String version, String commit, String built) {
    private static final String UNKNOWN = "unknown";

    /** What this class came with. */
    public static AgentVersion current() {
        try (InputStream in = AgentVersion.class.getResourceAsStream("/io/noderax/agent/version.txt")) {
            return in == null
                    ? new AgentVersion(UNKNOWN, UNKNOWN, UNKNOWN)
                    : parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new AgentVersion(UNKNOWN, UNKNOWN, UNKNOWN);
        }
    }

    /** Three lines: version, commit, date. */
    static AgentVersion parse(String text) {
        String[] lines = text.split("\n", -1);
        return new AgentVersion(line(lines, 0), line(lines, 1), line(lines, 2));
    }

    private static String line(String[] lines, int index) {
        return index < lines.length && !lines[index].isBlank() ? lines[index].strip() : UNKNOWN;
    }
}
