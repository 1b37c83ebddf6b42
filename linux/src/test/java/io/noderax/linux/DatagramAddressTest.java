package io.noderax.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatagramAddressTest {
    private static final MethodHandle SOCKET = Libc.withErrno("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = Libc.withErrno("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle RECV = Libc.withErrno("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

    @TempDir
    private Path folder;

    @Test
    void aMessageArrivesAtAPathAsOneDatagram() throws Throwable {
        String path = folder.resolve("notify").toString();
        try (Receiver receiver = new Receiver(path)) {
            new DatagramAddress(path).send("READY=1\nSTATUS=gut, \u00fcbrigens");
            new DatagramAddress(path).send("WATCHDOG=1");

            assertThat(receiver.next()).isEqualTo("READY=1\nSTATUS=gut, \u00fcbrigens");
            assertThat(receiver.next()).isEqualTo("WATCHDOG=1");
        }
    }

    @Test
    void aMessageArrivesAtAnAbstractName() throws Throwable {
        String name = "noderax-test-" + UUID.randomUUID();
        try (Receiver receiver = new Receiver("\0" + name)) {
            new DatagramAddress("@" + name).send("STOPPING=1");

            assertThat(receiver.next()).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void nobodyThereIsAnExceptionAndOtherAddressesAreRefused() {
        assertThatThrownBy(() -> new DatagramAddress("@" + UUID.randomUUID()).send("READY=1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot send a datagram");
        assertThatThrownBy(() -> new DatagramAddress("vsock:2:1234"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vsock:2:1234");
        assertThatThrownBy(() -> new DatagramAddress("/" + "x".repeat(200)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("107 bytes");
    }

    /** The other side, as a service manager is it. */
    private static final class Receiver implements AutoCloseable {
        private final int socket;

        Receiver(String name) throws Throwable {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(Libc.CALL_STATE);
                socket = (int) SOCKET.invokeExact(state, 1, 2, 0);
                MemorySegment address = arena.allocate(110, 2);
                address.set(JAVA_SHORT, 0, (short) 1);
                MemorySegment.copy(bytes, 0, address, JAVA_BYTE, 2, bytes.length);
                assertThat((int) BIND.invokeExact(state, socket, address, 2 + bytes.length))
                        .isZero();
            }
        }

        String next() throws Throwable {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(Libc.CALL_STATE);
                MemorySegment buffer = arena.allocate(4096);
                long length = (long) RECV.invokeExact(state, socket, buffer, 4096L, 0);
                return new String(buffer.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
            }
        }

        @Override
        public void close() {
            Libc.close(socket);
        }
    }
}
