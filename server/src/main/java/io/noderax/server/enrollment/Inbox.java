package io.noderax.server.enrollment;

import io.noderax.protocol.id.WorkspaceId;

/**
 * The requests that the people of a workspace may decide on: those in the name of a member, and those that it has decided
 * already. A platform administrator decides on everybody's.
 */
record Inbox(WorkspaceId workspace, boolean everybody) {
    /** The condition on the table of enrollments. */
    static final String HOLDS = """
            (:everybody or workspace_id = :workspace
              or (workspace_id is null and exists (
                select from workspace_memberships m join users u on u.id = m.user_id
                where m.workspace_id = :workspace and u.email = enrollments.email)))
            """;
}
