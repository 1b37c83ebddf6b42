package io.noderax.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The libc calls of sockets that pass descriptors; loaded with the first one. */
final class SocketCalls {
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | SOCK_CLOEXEC;
    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;
    private static final int SHUT_RDWR = 2;
    private static final int BACKLOG = 64;
    private static final int LONGEST_NAME = 107;
    private static final long ADDRESS_BYTES = 110;
    private static final int FAMILY_BYTES = 2;
    private static final short POLLIN = 1;

    private static final LibcFunction SOCKET = LibcFunction.named("socket");
    private static final LibcFunction BIND = LibcFunction.named("bind");
    private static final LibcFunction CONNECT = LibcFunction.named("connect");
    private static final LibcFunction LISTEN = LibcFunction.named("listen");
    private static final LibcFunction ACCEPT = LibcFunction.named("accept4");
    private static final LibcFunction SHUTDOWN = LibcFunction.named("shutdown");
    private static final LibcFunction GET_OPTION = LibcFunction.named("getsockopt");
    private static final LibcFunction SEND_TO = LibcFunction.named("sendto");
    private static final LibcFunction SEND = LibcFunction.named("sendmsg");
    private static final LibcFunction RECEIVE = LibcFunction.named("recvmsg");

    private SocketCalls() {}

    static int connect(Path path) throws IOException {
        return at(path, (socket, address) -> CONNECT.call(socket, address.address(), ADDRESS_BYTES));
    }

    static int listen(Path path) throws IOException {
        return at(path, (socket, address) -> {
            Libc.Result bound = BIND.call(socket, address.address(), ADDRESS_BYTES);
            return bound.failed() ? bound : LISTEN.call(socket, BACKLOG);
        });
    }

    static Libc.Result accept(int listener) {
        return ACCEPT.call(listener, 0, 0, SOCK_CLOEXEC);
    }

    /** Whoever waits at the socket, here or there, is told that nothing more comes. */
    static void shutdown(int socket) {
        SHUTDOWN.call(socket, SHUT_RDWR);
    }

    static Libc.Result send(int socket, MemorySegment message, int flags) {
        return SEND.callForLong(socket, message.address(), flags);
    }

    /** One datagram to who listens at that name; an abstract one begins with a NUL. */
    static void sendDatagram(byte[] name, byte[] content) throws IOException {
        int socket = expect("cannot make a socket", SOCKET.call(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = address(arena, name);
            MemorySegment bytes = arena.allocate(content.length);
            MemorySegment.copy(content, 0, bytes, JAVA_BYTE, 0, content.length);
            int length = FAMILY_BYTES + name.length;
            expect(
                    "cannot send a datagram",
                    SEND_TO.callForLong(socket, bytes.address(), content.length, 0, address.address(), length));
        } finally {
            Libc.close(socket);
        }
    }

    static Libc.Result receive(int socket, MemorySegment message, int flags) {
        return RECEIVE.callForLong(socket, message.address(), flags);
    }

    /** Whether there is something to take, or nothing more will come, within the time. */
    static boolean isReadable(int descriptor, int milliseconds) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment polled = arena.allocate(8, 8);
            polled.set(JAVA_INT, 0, descriptor);
            polled.set(JAVA_SHORT, 4, POLLIN);
            return Libc.poll(polled, 1, milliseconds).value() > 0;
        }
    }

    static Peer peer(int socket) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment credentials = arena.allocate(JAVA_INT, 3);
            MemorySegment length = arena.allocateFrom(JAVA_INT, 12);
            expect(
                    "cannot tell who is at the other end",
                    GET_OPTION.call(socket, SOL_SOCKET, SO_PEERCRED, credentials.address(), length.address()));
            return new Peer(credentials.getAtIndex(JAVA_INT, 0), credentials.getAtIndex(JAVA_INT, 1));
        }
    }

    static int expect(String what, Libc.Result result) throws IOException {
        if (result.failed()) {
            throw new IOException(what + ": " + Errno.text(result.errno()));
        }
        return result.asInt();
    }

    private interface Use {
        Libc.Result of(int socket, MemorySegment address);
    }

    private static int at(Path path, Use use) throws IOException {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length > LONGEST_NAME) {
            throw new IOException("a socket's path has at most " + LONGEST_NAME + " bytes (got " + path + ")");
        }
        int socket = expect("cannot make a socket", SOCKET.call(AF_UNIX, SOCK_STREAM_CLOEXEC, 0));
        try (Arena arena = Arena.ofConfined()) {
            expect(path.toString(), use.of(socket, address(arena, name)));
            return socket;
        } catch (IOException e) {
            Libc.close(socket);
            throw e;
        }
    }

    private static MemorySegment address(Arena arena, byte[] name) {
        MemorySegment address = arena.allocate(ADDRESS_BYTES, 2);
        address.set(JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(name, 0, address, JAVA_BYTE, FAMILY_BYTES, name.length);
        return address;
    }
}
