package io.noderax.agent.rootaccess;

import io.noderax.agent.log.EventLog;
import io.noderax.protocol.rootaccess.RootAccessReport;
import io.noderax.protocol.rootaccess.RootProfile;

/** The profile that operators want and what is applied: until this agent can apply one, always {@code off}. */
public final class RootAccess {
    /** Why a task that wants root does not run. */
    public static final String NOT_APPLIED = "this agent version does not apply root access yet";

    private final EventLog log;
    private volatile RootProfile desired = RootProfile.OFF;

    public RootAccess(EventLog log) {
        this.log = log;
    }

    /** What the server wants from now on. */
    public void desire(RootProfile profile) {
        if (profile != desired) {
            desired = profile;
            log.info("root access profile wanted", "profile", profile.wireName(), "applied", "off");
        }
    }

    /** What goes into each claim. */
    public RootAccessReport report() {
        return desired == RootProfile.OFF
                ? RootAccessReport.OFF
                : new RootAccessReport(RootProfile.OFF, null, NOT_APPLIED);
    }
}
