package io.noderax.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatagramAddressTest {
    private static final LibcFunction SOCKET = LibcFunction.named("socket");
    private static final LibcFunction BIND = LibcFunction.named("bind");
    private static final LibcFunction RECV = LibcFunction.named("recv");

    @TempDir
    private Path folder;

    @Test
    void aMessageArrivesAtAPathAsOneDatagram() throws IOException {
        String path = folder.resolve("notify").toString();
        try (Receiver receiver = new Receiver(path)) {
            new DatagramAddress(path).send("READY=1\nSTATUS=gut, \u00fcbrigens");
            new DatagramAddress(path).send("WATCHDOG=1");

            assertThat(receiver.next()).isEqualTo("READY=1\nSTATUS=gut, \u00fcbrigens");
            assertThat(receiver.next()).isEqualTo("WATCHDOG=1");
        }
    }

    @Test
    void aMessageArrivesAtAnAbstractName() throws IOException {
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

        Receiver(String name) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            try (Arena arena = Arena.ofConfined()) {
                socket = SOCKET.call(1, 2, 0).asInt();
                MemorySegment address = arena.allocate(110, 2);
                address.set(JAVA_SHORT, 0, (short) 1);
                MemorySegment.copy(bytes, 0, address, JAVA_BYTE, 2, bytes.length);
                assertThat(BIND.call(socket, address.address(), 2L + bytes.length)
                                .value())
                        .isZero();
            }
        }

        String next() {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(4096);
                long length = RECV.callForLong(socket, buffer.address(), buffer.byteSize(), 0)
                        .value();
                return new String(buffer.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
            }
        }

        @Override
        public void close() {
            Libc.close(socket);
        }
    }
}
