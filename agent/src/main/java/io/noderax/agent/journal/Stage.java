package io.noderax.agent.journal;

import java.util.Locale;

/** How far an attempt got; each stage is on the disk before the step that follows it. */
public enum Stage {
    /** The server gave it to this node. */
    CLAIMED,
    /** The next thing is the process: from here on it may have run. */
    STARTING,
    /** The process exists. */
    STARTED,
    /** It is over and the result is known. */
    EXITED,
    /** The server has the result, or will never take it. */
    REPORTED;

    String recordName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
