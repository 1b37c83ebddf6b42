package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.UserId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.terminal.TerminalSize;

/** A session before it is stored. */
record NewSession(
        WorkspaceId workspace,
        NodeId node,
        UserId creator,
        String email,
        TerminalSize size,
        boolean runAsRoot,
        StoredSession.Keeping keeping) {}
