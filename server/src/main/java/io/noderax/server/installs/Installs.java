package io.noderax.server.installs;

import io.noderax.protocol.enrollment.EnrolledNode;
import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.InstallId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.install.ConsumeInstall;
import io.noderax.protocol.install.CreateNodeInstall;
import io.noderax.protocol.install.CreatedNodeInstall;
import io.noderax.protocol.install.InstallProgress;
import io.noderax.protocol.install.InstallStatus;
import io.noderax.protocol.install.MachineFacts;
import io.noderax.protocol.install.NodeInstallView;
import io.noderax.server.audit.Audit;
import io.noderax.server.audit.Deed;
import io.noderax.server.auth.Operator;
import io.noderax.server.events.Events;
import io.noderax.server.http.Refusal;
import io.noderax.server.limits.JoiningLimits;
import io.noderax.server.nodes.FirstContact;
import io.noderax.server.nodes.NewNode;
import io.noderax.server.nodes.Nodes;
import io.noderax.server.nodes.RandomTokens;
import io.noderax.server.nodes.TokenHash;
import io.noderax.server.storage.Database;
import io.noderax.server.workspaces.Scope;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** An operator prepares a node, and a machine that has the token becomes it (wire contract, 1.3). */
@Singleton
class Installs {
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private final Database database;
    private final InstallStore store;
    private final InstallCommands commands;
    private final Nodes nodes;
    private final RandomTokens tokens;
    private final JoiningLimits limits;
    private final Events events;
    private final Audit audit;

    Installs(
            Database database,
            InstallStore store,
            InstallCommands commands,
            Nodes nodes,
            RandomTokens tokens,
            JoiningLimits limits,
            Events events,
            Audit audit) {
        this.database = database;
        this.store = store;
        this.commands = commands;
        this.nodes = nodes;
        this.tokens = tokens;
        this.limits = limits;
        this.events = events;
        this.audit = audit;
    }

    CreatedNodeInstall create(WorkspaceId workspace, Operator by, CreateNodeInstall asked) {
        if (asked.teamId() != null) {
            throw Refusal.notFound("Team " + asked.teamId() + " was not found");
        }
        commands.requireAddress();
        String token = tokens.joiningToken();
        NodeInstallView install = database.transaction(tx -> {
            NodeInstallView created =
                    store.insert(tx, workspace, by.id(), asked, token, LIFETIME).view();
            audit.note(
                    tx,
                    Deed.in(workspace, "node-install.created", "node-install", created.installId(), asked.nodeName()));
            return changed(tx, created);
        });
        return commands.forToken(install, token);
    }

    NodeInstallView read(Scope scope, InstallId id) {
        return database.run(db -> store.byId(db, scope, id))
                .orElseThrow(() -> Refusal.notFound("Node install " + id + " was not found"))
                .view();
    }

    List<NodeInstallView> list(Scope scope, InstallFilter filter) {
        return database.run(db -> store.list(db, scope, filter)).stream()
                .map(Install::view)
                .toList();
    }

    /** All of it or nothing; a machine whose answer was lost may ask again until its agent has used what it got. */
    EnrolledNode consume(ConsumeInstall asked) {
        limits.bootstrap();
        return database.transaction(tx -> {
            Install install = find(tx, asked.token().secret());
            NodeId node = install.node();
            AgentToken kept = install.agentToken();
            if (node != null && kept != null && install.isRepeatedBy(asked.hostname())) {
                return new EnrolledNode(node, kept);
            }
            requireUnused(install);
            return become(tx, install.view(), asked);
        });
    }

    private static void requireUnused(Install install) {
        if (install.isConsumed()) {
            throw Refusal.conflict("Bootstrap token has already been used");
        }
        if (install.stale()) {
            throw Refusal.gone("Bootstrap token has expired");
        }
    }

    private EnrolledNode become(Handle tx, NodeInstallView install, ConsumeInstall asked) {
        AgentToken token = tokens.agentToken();
        MachineFacts facts = asked.additionalInfo();
        NodeId node = nodes.create(
                        tx,
                        new NewNode(
                                install.workspaceId(),
                                install.nodeName(),
                                install.description(),
                                asked.hostname(),
                                orUnknown(facts == null ? null : facts.os()),
                                orUnknown(facts == null ? null : facts.arch()),
                                TokenHash.of(token.secret())))
                .id();
        changed(
                tx,
                store.consume(tx, install.installId(), asked, node, token, LIFETIME)
                        .view());
        return new EnrolledNode(node, token);
    }

    /** Bound to the state: nothing is completed that is no node yet, and nothing moves that is over. */
    NodeInstallView report(InstallProgress progress) {
        limits.report(TokenHash.of(progress.token().secret()));
        return database.transaction(tx -> {
            Install install = find(tx, progress.token().secret());
            if (install.stale() && !install.view().status().equals("completed")) {
                throw Refusal.gone("Bootstrap token has expired");
            }
            if (install.isOver()) {
                return install.view();
            }
            if (progress.meant() == InstallStatus.COMPLETED && !install.isConsumed()) {
                throw Refusal.conflict("An installation is completed only after its bootstrap token was used");
            }
            return changed(
                    tx, store.report(tx, install.view().installId(), progress).view());
        });
    }

    private Install find(Handle tx, String token) {
        return store.byToken(tx, token).orElseThrow(() -> Refusal.notFound("Bootstrap token was not found"));
    }

    private NodeInstallView changed(Handle tx, NodeInstallView install) {
        events.changed(
                tx,
                "node-install.updated",
                install.workspaceId(),
                install.installId().value(),
                install);
        return install;
    }

    void connected(@Observes FirstContact contact) {
        database.inTransaction(
                tx -> store.connected(tx, contact.node()).forEach(install -> changed(tx, install.view())));
    }

    @Scheduled(every = "5m", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void dropOverdueTokens() {
        database.run(store::dropOverdueTokens);
    }

    private static String orUnknown(@Nullable String said) {
        return said == null || said.isBlank() ? "unknown" : said;
    }
}
