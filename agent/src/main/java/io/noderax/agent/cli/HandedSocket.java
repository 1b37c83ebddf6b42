package io.noderax.agent.cli;

import java.util.Map;

/** A socket that a service manager has made and hands to the process that it starts. */
final class HandedSocket {
    private HandedSocket() {}

    /** Whether there is one, meant for this very process. */
    static boolean isThere(Map<String, String> environment) {
        return "1".equals(environment.get("LISTEN_FDS"))
                && Long.toString(ProcessHandle.current().pid()).equals(environment.get("LISTEN_PID"));
    }
}
