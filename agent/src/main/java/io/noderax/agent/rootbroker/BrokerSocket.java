package io.noderax.agent.rootbroker;

import io.noderax.linux.DescriptorListener;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The socket of a broker that makes it itself: the one user may connect, and root. */
final class BrokerSocket {
    private BrokerSocket() {}

    /** One that was left behind is replaced: the folder's lock says that nobody listens at it. */
    static DescriptorListener listen(Path socket, String user) throws IOException {
        Path folder = socket.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.deleteIfExists(socket);
        DescriptorListener listener = DescriptorListener.listen(socket);
        try {
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            Files.setOwner(
                    socket,
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user));
            return listener;
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }
}
