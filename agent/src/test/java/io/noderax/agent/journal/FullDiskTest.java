package io.noderax.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogFrame.Kind;
import io.noderax.protocol.log.LogGap.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room: what it did not take is counted, and the rest and the end of the task are kept. Mounts a small disk: root only. */
class FullDiskTest {
    @TempDir
    private Path folder;

    private boolean mounted;

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", "--lazy", folder.toString());
        }
    }

    @Test
    void whatAFullDiskDidNotTakeIsAGapAndTheEndIsKept() throws Exception {
        mount("size=1m");
        Attempt attempt = attempt();
        ExitFile.reserve(attempt.folder);
        for (int i = 0; i < 400; i++) {
            attempt.write(Kind.STDOUT, "x".repeat(9_999) + "\n");
        }

        ExitRecord record = attempt.end();
        ExitFile.write(attempt.folder, record);

        assertThat(ExitFile.read(attempt.folder)).isEqualTo(record);
        List<LogFrame> frames = attempt.readAll(record);
        assertThat(frames.getLast().end()).isEqualTo(4_000_000);
        assertThat(frames.getLast().kind()).isEqualTo(Kind.STDOUT_GAP);
        assertThat(frames.getLast().gap().reason()).isEqualTo(Reason.DISK);
        long kept = frames.stream().filter(f -> !f.kind().isGap()).count();
        assertThat(kept + frames.getLast().gap().lineFeeds()).isEqualTo(400);
    }

    @Test
    void anAcknowledgementThatTheDiskDoesNotTakeCountsAllTheSame() throws Exception {
        mount("size=1m");
        Attempt attempt = attempt();
        attempt.write(Kind.STDOUT, "x\n");
        AttemptLog log = attempt.open();
        log.end(attempt.end());
        fill();

        log.acknowledge(Delivered.below(2));

        assertThat(log.isDelivered()).isTrue();
    }

    private void fill() throws IOException {
        try (OutputStream ballast = Files.newOutputStream(folder.resolve("ballast"))) {
            while (true) {
                ballast.write(new byte[1024]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    @Test
    void withRoomAgainTheLogGoesOnBehindTheGap() throws Exception {
        mount("size=1m");
        Path ballast = Files.write(folder.resolve("ballast"), new byte[900_000]);
        Attempt attempt = attempt();
        for (int i = 0; i < 40; i++) {
            attempt.write(Kind.STDERR, "x".repeat(9_999) + "\n");
        }
        Files.delete(ballast);
        Thread.sleep(60); // the writer tries a disk that refused again after 50 ms

        attempt.write(Kind.STDERR, "again\n");

        List<LogFrame> frames = attempt.readAll(attempt.end());
        LogFrame gap = frames.get(frames.size() - 2);
        assertThat(gap.kind()).isEqualTo(Kind.STDERR_GAP);
        assertThat(frames.getLast().kind()).isEqualTo(Kind.STDERR);
        assertThat(frames.getLast().end()).isEqualTo(400_006);
        assertThat(frames.size() - 2 + gap.gap().lineFeeds()).isEqualTo(40);
    }

    @Test
    void withoutInodesTheLogGrowsInTheFileThatItHas() throws Exception {
        mount("size=8m,nr_inodes=12");
        Attempt attempt =
                new Attempt(Files.createDirectories(folder.resolve("attempt")), new JournalSpace(folder, 1024 * 1024));
        attempt.write(Kind.STDOUT, "first");
        AttemptLog log = attempt.open();
        useUpInodes();

        for (int i = 0; i < 50; i++) {
            attempt.write(Kind.STDOUT, "x".repeat(8_000));
        }

        log.end(attempt.end());
        List<LogFrame> frames = Attempt.read(log);
        assertThat(frames).noneMatch(frame -> frame.kind().isGap());
        assertThat(frames.getLast().end()).isEqualTo(400_005);
    }

    private void useUpInodes() {
        for (int i = 0; i < 100; i++) {
            try {
                Files.createFile(folder.resolve("file-" + i));
            } catch (IOException full) {
                return;
            }
        }
        throw new AssertionError("the disk has inodes without end");
    }

    private Attempt attempt() throws IOException {
        return new Attempt(
                Files.createDirectories(folder.resolve("attempt")), new JournalSpace(folder, 64L * 1024 * 1024));
    }

    private void mount(String options) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "mounting a small disk needs root");
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0,
                "this machine lets nobody mount");
        mounted = true;
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
