package io.noderax.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is free on a disk is what the rest of the system says, too. */
class DiskRoomTest {
    @Test
    void theBytesAreThoseThatTheFileStoreNames(@TempDir Path folder) throws IOException {
        DiskRoom room = DiskRoom.at(folder);

        long usable = Files.getFileStore(folder).getUsableSpace();
        assertThat(room).isNotNull();
        assertThat(room.bytes()).isBetween(usable - 512L * 1024 * 1024, usable + 512L * 1024 * 1024);
        assertThat(room.inodes())
                .satisfiesAnyOf(
                        inodes -> assertThat(inodes).isNull(),
                        inodes -> assertThat(inodes).isPositive());
    }

    @Test
    void aFolderThatIsNotThereHasNone(@TempDir Path folder) {
        assertThat(DiskRoom.at(folder.resolve("none"))).isNull();
    }
}
