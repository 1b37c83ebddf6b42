package io.noderax.agent.status;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.AgentThread;
import io.noderax.agent.words.AgentCommand;
import io.noderax.linux.LocalSocket;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The socket at which a running agent tells how it is: for the owner of the state file only. One waiting thread, no more. */
public final class StatusSocket implements AutoCloseable {
    private final Path path;
    private final @Nullable ServerSocketChannel channel;

    private StatusSocket(Path path, @Nullable ServerSocketChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Where the socket of that state file is. */
    public static Path beside(Path stateFile) {
        return stateFile.resolveSibling(stateFile.getFileName() + ".sock");
    }

    /** Listens; the caller holds the state's lock, so what lies there is nobody's. An agent that cannot listen runs all the same. */
    public static StatusSocket open(Path stateFile, StatusReport report, EventLog log) {
        Path path = beside(stateFile);
        try {
            Files.deleteIfExists(path);
            ServerSocketChannel channel = LocalSocket.listen(path);
            try {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            AgentThread.start("status", new StatusLoop(channel, report, log));
            return new StatusSocket(path, channel);
        } catch (IOException | RuntimeException e) {
            log.warn("`" + AgentCommand.NAME + " status` will not reach this agent", "socket", path, "error", e);
            return new StatusSocket(path, null);
        }
    }

    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Left behind: the next agent removes it.
        }
    }
}
