package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.node.WorkspaceView;
import io.noderax.server.auth.Operators;
import io.noderax.server.realtime.ConsoleGate;
import io.noderax.server.storage.Database;
import io.noderax.server.workspaces.Scope;
import io.noderax.server.workspaces.Workspaces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lets a browser's socket in by the token of a sign-in, and shows it what its person may read. */
@Singleton
class ConsoleAdmission implements ConsoleGate {
    private final Operators operators;
    private final Workspaces workspaces;
    private final Database database;
    private final NodeStore nodes;

    ConsoleAdmission(Operators operators, Workspaces workspaces, Database database, NodeStore nodes) {
        this.operators = operators;
        this.workspaces = workspaces;
        this.database = database;
        this.nodes = nodes;
    }

    @Override
    public @Nullable Viewer admit(String token) {
        Operators.SignedIn signedIn = operators.of(token);
        if (signedIn == null) {
            return null;
        }
        return new Viewer(
                signedIn.operator().id(),
                token,
                workspaces.of(signedIn.operator()).stream()
                        .map(WorkspaceView::id)
                        .collect(Collectors.toUnmodifiableSet()),
                signedIn.until());
    }

    @Override
    public @Nullable WorkspaceId workspaceOf(Viewer viewer, NodeId node) {
        Scope scope = Scope.of(List.copyOf(viewer.workspaces()));
        return database.run(db -> nodes.byId(db, scope, node))
                .map(found -> found.workspaceId())
                .orElse(null);
    }
}
