package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.node.NodeLocation;
import io.noderax.protocol.rootaccess.DesiredRootAccess;
import io.noderax.protocol.rootaccess.RootAccessReport;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What the server remembers of a node between its agent's calls, so that an idle agent costs no query. Safe for several threads:
 * what was last reported only saves a write that would change nothing.
 */
final class KnownAgent {
    private final NodeId node;
    private final WorkspaceId workspace;
    private final String tokenHash;
    private final DesiredRootAccess rootAccess;
    private final AtomicBoolean toldRootAccess = new AtomicBoolean();
    private volatile @Nullable RootAccessReport lastRootAccess;
    private volatile @Nullable ReportedVersions lastVersions;
    private volatile @Nullable Said lastSaid;
    private volatile @Nullable AgentAbilities lastAbilities;
    private volatile @Nullable List<String> lastTypes;
    private volatile @Nullable NodeLocation lastLocation;

    KnownAgent(NodeId node, WorkspaceId workspace, String tokenHash, DesiredRootAccess rootAccess) {
        this.node = node;
        this.workspace = workspace;
        this.tokenHash = tokenHash;
        this.rootAccess = rootAccess;
    }

    NodeId node() {
        return node;
    }

    boolean hasToken(String hash) {
        return TokenHash.isSame(tokenHash, hash);
    }

    DesiredRootAccess rootAccess() {
        return rootAccess;
    }

    /** True once: for the first claim that may say what is wanted. */
    boolean tellRootAccessOnce() {
        return toldRootAccess.compareAndSet(false, true);
    }

    void forgetRootReport() {
        lastRootAccess = null;
    }

    AgentCaller asCaller(AgentAbilities abilities) {
        return new AgentCaller(node, workspace, rootAccess, abilities);
    }

    /** Whether the report differs from the last one; remembers it. */
    boolean isNews(RootAccessReport report) {
        boolean news = !report.equals(lastRootAccess);
        lastRootAccess = report;
        return news;
    }

    /** A header and what it means. */
    private record Said(@Nullable String header, AgentAbilities abilities) {}

    /** What the header says; an agent says the same in each call, so it is read once. */
    AgentAbilities abilities(@Nullable String header) {
        Said said = lastSaid;
        if (said == null || !Objects.equals(said.header(), header)) {
            said = new Said(header, AgentAbilities.read(header));
            lastSaid = said;
        }
        return said.abilities();
    }

    /** Whether the abilities differ from the last ones; remembers them. */
    boolean isNews(AgentAbilities abilities) {
        boolean news = !abilities.equals(lastAbilities);
        lastAbilities = abilities;
        return news;
    }

    /** Whether the task types differ from the last ones; remembers them. */
    boolean isNews(List<String> types) {
        boolean news = !types.equals(lastTypes);
        lastTypes = types;
        return news;
    }

    /** Whether the location differs from the last one; remembers it. */
    boolean isNews(NodeLocation location) {
        boolean news = !location.equals(lastLocation);
        lastLocation = location;
        return news;
    }

    /** Whether the versions differ from the last ones; remembers them. */
    boolean isNews(ReportedVersions versions) {
        boolean news = !versions.equals(lastVersions);
        lastVersions = versions;
        return news;
    }
}
