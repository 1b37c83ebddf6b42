package io.noderax.system;

import java.util.List;
import java.util.Map;

/**
 * What an agent's process is put into.
 *
 * @param wrapper a command that becomes the one that follows it; empty for none
 * @param variables beside those that it gets anyway; its holders and tasks inherit them
 */
record Surroundings(List<String> wrapper, Map<String, String> variables) {
    static final Surroundings USUAL = new Surroundings(List.of(), Map.of());

    /** The agent is that user, whose its folder becomes. The test has to be root. */
    static Surroundings ofUser(String user) {
        String script = "chown -R %1$s: \"$HOME\" && exec setpriv --reuid=%1$s --regid=%1$s --init-groups \"$@\""
                .formatted(user);
        return new Surroundings(List.of("sh", "-c", script, "sh"), Map.of());
    }
}
