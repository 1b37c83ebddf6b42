package io.noderax.server.enrollment;

import io.noderax.protocol.enrollment.EnrolledNode;
import io.noderax.protocol.enrollment.EnrollmentRequest;
import io.noderax.protocol.enrollment.EnrollmentState;
import io.noderax.protocol.enrollment.EnrollmentTicket;
import io.noderax.protocol.enrollment.EnrollmentView;
import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.EnrollmentId;
import io.noderax.protocol.id.EnrollmentToken;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.node.NodeView;
import io.noderax.server.audit.Audit;
import io.noderax.server.audit.Deed;
import io.noderax.server.auth.Operator;
import io.noderax.server.http.Refusal;
import io.noderax.server.limits.JoiningLimits;
import io.noderax.server.nodes.FirstContact;
import io.noderax.server.nodes.NewNode;
import io.noderax.server.nodes.Nodes;
import io.noderax.server.nodes.RandomTokens;
import io.noderax.server.nodes.TokenHash;
import io.noderax.server.storage.Database;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A machine asks, a person decides, the machine fetches its identity (wire contract, 1.2). */
@Singleton
class Enrollments {
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    /** What an approval says about the new node. */
    record Approval(String nodeName, @Nullable String description) {}

    /** Anybody may send it, so it is small. */
    private static final int LONGEST_INFO = 16_384;

    private final Database database;
    private final EnrollmentStore store;
    private final Nodes nodes;
    private final RandomTokens tokens;
    private final JoiningLimits limits;
    private final Audit audit;

    Enrollments(
            Database database,
            EnrollmentStore store,
            Nodes nodes,
            RandomTokens tokens,
            JoiningLimits limits,
            Audit audit) {
        this.database = database;
        this.store = store;
        this.nodes = nodes;
        this.tokens = tokens;
        this.limits = limits;
        this.audit = audit;
    }

    /** A newer request of the same machine for the same person replaces the earlier one. */
    EnrollmentTicket request(EnrollmentRequest request) {
        limits.request(request.email());
        requireFits(request);
        EnrollmentToken token = new EnrollmentToken(tokens.joiningToken());
        return database.transaction(tx -> {
            store.revokeEarlier(tx, request);
            return new EnrollmentTicket(token, store.insert(tx, request, token, LIFETIME));
        });
    }

    private static void requireFits(EnrollmentRequest request) {
        int length = request.additionalInfo() == null
                ? 0
                : request.additionalInfo().toString().length();
        if (length > LONGEST_INFO) {
            throw Refusal.tooLarge(
                    "additionalInfo must be at most %d characters as JSON (got %d)".formatted(LONGEST_INFO, length));
        }
    }

    EnrollmentState state(String token) {
        limits.look(TokenHash.of(token));
        return database.transaction(tx -> store.byToken(tx, token))
                .orElseThrow(Enrollments::unknownToken)
                .state();
    }

    List<EnrollmentView> list(Inbox inbox, EnrollmentFilter filter) {
        return database.run(db -> store.list(db, inbox, filter.status(), filter.limit())).stream()
                .map(Enrollment::view)
                .toList();
    }

    /** The way of the reference: whoever approves was given the whole token, and must know the e-mail address. */
    EnrolledNode approveByToken(WorkspaceId workspace, String token, String email, Approval approval) {
        return database.transaction(tx -> {
            Enrollment enrollment = store.byToken(tx, token)
                    .filter(found -> found.view().email().equals(email))
                    .orElseThrow(Enrollments::unknownToken);
            return approve(tx, workspace, enrollment, approval);
        });
    }

    EnrollmentView approve(Inbox inbox, EnrollmentId id, Approval approval) {
        return database.transaction(tx -> {
            approve(tx, inbox.workspace(), find(tx, inbox, id), approval);
            return find(tx, inbox, id).view();
        });
    }

    EnrollmentView refuse(Inbox inbox, EnrollmentId id, Operator by, @Nullable String reason) {
        return database.transaction(tx -> {
            requirePending(find(tx, inbox, id));
            String words = "refused by " + by.email() + (reason == null ? "" : ": " + reason);
            store.refuse(tx, id, inbox.workspace(), words);
            EnrollmentView refused = find(tx, inbox, id).view();
            audit.note(
                    tx, deed("enrollment.refused", inbox.workspace(), refused).with("reason", reason));
            return refused;
        });
    }

    private EnrolledNode approve(Handle tx, WorkspaceId workspace, Enrollment enrollment, Approval approval) {
        requirePending(enrollment);
        AgentToken token = tokens.agentToken();
        NodeView node = nodes.create(
                tx,
                new NewNode(
                        workspace,
                        approval.nodeName(),
                        approval.description(),
                        enrollment.view().hostname(),
                        enrollment.os(),
                        enrollment.arch(),
                        TokenHash.of(token.secret())));
        store.approve(tx, enrollment.view().id(), workspace, node.id(), token, LIFETIME);
        audit.note(
                tx,
                deed("enrollment.approved", workspace, enrollment.view())
                        .with("nodeId", node.id().value()));
        return new EnrolledNode(node.id(), token);
    }

    private static Deed deed(String action, WorkspaceId workspace, EnrollmentView enrollment) {
        return Deed.in(workspace, action, "enrollment", enrollment.id(), enrollment.hostname())
                .with("email", enrollment.email());
    }

    private static void requirePending(Enrollment enrollment) {
        switch (enrollment.view().status()) {
            case "pending" -> {}
            case "approved" -> throw Refusal.conflict("Enrollment token has already been approved");
            default -> throw Refusal.gone("Enrollment token has expired or was revoked");
        }
    }

    private Enrollment find(Handle tx, Inbox inbox, EnrollmentId id) {
        return store.byId(tx, id, inbox).orElseThrow(() -> Refusal.notFound("Enrollment " + id + " was not found"));
    }

    private static Refusal unknownToken() {
        return Refusal.notFound("Enrollment token was not found");
    }

    /** The agent has its token, so nobody else needs to read it. */
    void dropToken(@Observes FirstContact contact) {
        database.run(db -> store.dropTokenOf(db, contact.node()));
    }

    @Scheduled(every = "5m", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void dropOverdueTokens() {
        database.run(store::dropOverdueTokens);
    }
}
