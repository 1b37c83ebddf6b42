package io.noderax.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A socket is reached whatever the length of its folder's path. */
class LocalSocketTest {
    @TempDir
    private Path folder;

    @Test
    void aSocketInAShortFolderIsReached() throws IOException {
        assertReached(folder);
    }

    @Test
    void aSocketInAFolderWithALongPathIsReached() throws IOException {
        assertReached(Files.createDirectories(longFolder()));
    }

    @Test
    void noDescriptorIsLeftOpen() throws IOException {
        Path socket = Files.createDirectories(longFolder()).resolve("name.sock");
        long before = descriptors();

        for (int i = 0; i < 50; i++) {
            LocalSocket.listen(socket).close();
            assertThatThrownBy(() -> LocalSocket.connect(socket)).isInstanceOf(ConnectException.class);
            Files.delete(socket);
        }

        assertThat(descriptors()).isLessThan(before + 25);
    }

    @Test
    void aLongFolderThatIsNotThereIsSaidByName() {
        assertThatThrownBy(() -> LocalSocket.connect(longFolder().resolve("name.sock")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("e".repeat(100))
                .hasMessageContaining("no such file");
    }

    private Path longFolder() {
        return folder.resolve("d".repeat(100)).resolve("e".repeat(100));
    }

    private static void assertReached(Path place) throws IOException {
        Path socket = place.resolve("name.sock");
        try (ServerSocketChannel server = LocalSocket.listen(socket);
                SocketChannel client = LocalSocket.connect(socket);
                SocketChannel served = server.accept()) {
            assertThat(Files.exists(socket)).isTrue();
            served.write(ByteBuffer.wrap(new byte[] {7}));
            ByteBuffer read = ByteBuffer.allocate(1);
            assertThat(client.read(read)).isEqualTo(1);
            assertThat(read.get(0)).isEqualTo((byte) 7);
        }
    }

    private static long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
