package io.noderax.cli.enrollments;

import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Extensions;
import io.noderax.cli.http.Query;
import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.protocol.enrollment.ApproveEnrollment;
import io.noderax.protocol.enrollment.EnrollmentView;
import io.noderax.protocol.enrollment.FinalizeEnrollment;
import io.noderax.protocol.id.EnrollmentId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.node.WorkspaceView;
import io.noderax.protocol.problem.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The machines that ask to join, in all workspaces of the operator (an extension; a reference server has no such list). */
public final class Inbox {
    private final Connection connection;

    public Inbox(Connection connection) {
        this.connection = connection;
    }

    /** A request, and the workspace in whose inbox it lies. */
    public record Pending(WorkspaceId workspace, Received<EnrollmentView> request) {
        public EnrollmentView view() {
            return request.value();
        }
    }

    /**
     * All pending requests; one that lies in several inboxes, as it does for a platform administrator, is named once.
     *
     * @throws CommandFailure when this server has no inbox
     */
    public List<Pending> pending() {
        if (!Extensions.of(connection).hasInbox()) {
            throw new CommandFailure(
                    "this server has no list of machines that ask to join; take the token that the machine shows and type"
                            + " `noderax enrollments approve TOKEN --email E --name N`");
        }
        List<Pending> pending = new ArrayList<>();
        Set<EnrollmentId> seen = new HashSet<>();
        for (Received<WorkspaceView> workspace : connection.getAll(Query.of("/workspaces"), WorkspaceView::read)) {
            if (!workspace.value().isArchived()) {
                WorkspaceId id = workspace.value().id();
                Query query = Query.of("/workspaces/{}/enrollments", id).with("status", "pending");
                connection.getAll(query, EnrollmentView::read).stream()
                        .filter(request -> seen.add(request.value().id()))
                        .forEach(request -> pending.add(new Pending(id, request)));
            }
        }
        return pending;
    }

    /**
     * The pending request with this id, or with this code.
     *
     * @throws CommandFailure when there is none, or more than one
     */
    public Pending meant(String wanted) {
        List<Pending> fitting = pending().stream()
                .filter(each -> each.view().code().equals(wanted)
                        || each.view().id().toString().equalsIgnoreCase(wanted))
                .toList();
        if (fitting.isEmpty()) {
            throw new CommandFailure(
                    "no pending request has the id or code \"%s\"; `noderax enrollments` lists them".formatted(wanted));
        }
        if (fitting.size() > 1) {
            throw new CommandFailure("several requests have the code \"%s\"; use the id of one".formatted(wanted));
        }
        return fitting.getFirst();
    }

    public Received<EnrollmentView> approve(Pending pending, String nodeName) {
        return connection.post(
                decision(pending, "approve"), new ApproveEnrollment(nodeName, null), EnrollmentView::read);
    }

    Received<EnrollmentView> refuse(Pending pending, Reason reason) {
        return connection.post(decision(pending, "refuse"), reason, EnrollmentView::read);
    }

    /** Approves by the token itself, as a reference server wants it; the answer holds the agent's token, so only the id is kept. */
    NodeId approveByToken(String token, FinalizeEnrollment approval) {
        return connection
                .post(
                        Query.of("/enrollments/{}/finalize", token),
                        approval,
                        fields -> new NodeId(fields.uuid("nodeId")))
                .value();
    }

    private static Query decision(Pending pending, String verb) {
        return Query.of(
                "/workspaces/{}/enrollments/{}/" + verb,
                pending.workspace(),
                pending.view().id());
    }
}
