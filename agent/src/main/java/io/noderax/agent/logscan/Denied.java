package io.noderax.agent.logscan;

import io.noderax.agent.tasks.ReadOnlyWork.Failed;

/** The words for a log that this user may not read. */
final class Denied {
    private Denied() {}

    static Failed reading(String log) {
        String user = System.getProperty("user.name", "this user");
        return new Failed(
                "log-not-readable",
                "%s may not be read by %s: it needs root access (operational); or let %s into the group that may read it (adm or systemd-journal on most machines)"
                        .formatted(log, user, user));
    }
}
