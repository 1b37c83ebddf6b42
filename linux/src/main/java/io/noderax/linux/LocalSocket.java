package io.noderax.linux;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Unix sockets in folders of any length. The system takes 107 bytes as a socket's name; a longer one goes by a descriptor of its
 * folder, {@code /proc/self/fd/N/name}.
 */
public final class LocalSocket {
    /** Of {@code sun_path}, without its NUL. */
    private static final int LONGEST_NAME = 107;

    private static final int O_CLOEXEC = 0x80000;
    private static final int O_PATH = 0x200000;

    private LocalSocket() {}

    /** Does something with an address, which holds only meanwhile. */
    private interface Use {
        void with(UnixDomainSocketAddress address) throws IOException;
    }

    /** Makes the socket and listens at it. */
    public static ServerSocketChannel listen(Path socket) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            reach(socket, channel::bind);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Connects to who listens there. */
    public static SocketChannel connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            reach(socket, channel::connect);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void reach(Path socket, Use use) throws IOException {
        Path folder = socket.toAbsolutePath().getParent();
        if (folder == null || fits(socket)) {
            use.with(UnixDomainSocketAddress.of(socket));
            return;
        }
        int descriptor = open(folder);
        try {
            use.with(UnixDomainSocketAddress.of(
                    Path.of("/proc/self/fd", Integer.toString(descriptor)).resolve(socket.getFileName())));
        } finally {
            Libc.close(descriptor);
        }
    }

    private static boolean fits(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    }

    private static int open(Path folder) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Libc.Result opened = Libc.open(arena.allocateFrom(folder.toString()), O_PATH | O_CLOEXEC);
            if (opened.failed()) {
                throw new FileNotFoundException(folder + ": " + Errno.text(opened.errno()));
            }
            return opened.asInt();
        }
    }
}
