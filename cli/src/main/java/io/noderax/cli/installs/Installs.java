package io.noderax.cli.installs;

import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Query;
import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.install.CreateNodeInstall;
import io.noderax.protocol.install.CreatedNodeInstall;
import io.noderax.protocol.install.NodeInstallView;
import io.noderax.protocol.node.WorkspaceView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The installations of a server (wire contract, 1.3). */
final class Installs {
    private final Connection connection;

    Installs(Connection connection) {
        this.connection = connection;
    }

    Received<CreatedNodeInstall> create(WorkspaceId workspace, CreateNodeInstall wanted) {
        return connection.post(Query.of("/workspaces/{}/node-installs", workspace), wanted, CreatedNodeInstall::read);
    }

    Received<NodeInstallView> get(NodeInstallView install) {
        return connection.get(
                Query.of("/workspaces/{}/node-installs/{}", install.workspaceId(), install.installId()),
                NodeInstallView::read);
    }

    /**
     * The workspace that a person means by an id, a name or a slug; the default one, or the only one, when none is named.
     *
     * @throws CommandFailure when there is none, or more than one
     */
    WorkspaceId workspace(@Nullable String wanted) {
        List<WorkspaceView> open = connection.getAll(Query.of("/workspaces"), WorkspaceView::read).stream()
                .map(Received::value)
                .filter(workspace -> !workspace.isArchived())
                .toList();
        List<WorkspaceView> meant = open.stream()
                .filter(workspace -> wanted == null ? isUsual(workspace, open) : isNamed(workspace, wanted))
                .toList();
        if (meant.size() != 1) {
            throw new CommandFailure("%s; name one by --workspace: %s"
                    .formatted(
                            wanted == null
                                    ? "it is not clear which workspace the node should be in"
                                    : "no workspace, or more than one, is \"%s\"".formatted(wanted),
                            String.join(
                                    ", ", open.stream().map(WorkspaceView::name).toList())));
        }
        return meant.getFirst().id();
    }

    private static boolean isUsual(WorkspaceView workspace, List<WorkspaceView> open) {
        return workspace.isDefault() || open.size() == 1;
    }

    private static boolean isNamed(WorkspaceView workspace, String wanted) {
        return wanted.equals(workspace.name())
                || wanted.equals(workspace.slug())
                || wanted.equalsIgnoreCase(workspace.id().toString());
    }
}
