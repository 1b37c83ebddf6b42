package io.noderax.server.workspaces;

import java.util.Locale;

/** What a member may do in a workspace (wire contract, 0.4). */
public enum WorkspaceRole {
    OWNER,
    ADMIN,
    MEMBER,
    VIEWER;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static WorkspaceRole of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** Whether the role may change what is in the workspace. */
    public boolean mayChange() {
        return switch (this) {
            case OWNER, ADMIN -> true;
            case MEMBER, VIEWER -> false;
        };
    }
}
