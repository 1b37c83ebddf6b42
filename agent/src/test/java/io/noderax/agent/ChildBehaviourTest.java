package io.noderax.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.testkit.controlplane.FakeControlPlane;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands do with their output, all of which has to arrive byte for byte. */
class ChildBehaviourTest {
    @TempDir
    private Path folder;

    private final FakeControlPlane fake = FakeControlPlane.startExtended();
    private final UUID node = fake.addNode(TestAgent.TOKEN);
    private TestAgent agent;

    @BeforeEach
    void start() {
        agent = TestAgent.start(fake, node, folder);
    }

    @AfterEach
    void close() {
        agent.close();
        fake.close();
    }

    @Test
    void outputThatIsOpenedAgainByItsNameOverwritesNothing() {
        UUID task = run("echo one; echo two >/dev/stdout; echo three >>/dev/stderr; echo four >/dev/stderr; echo five");

        assertThat(out(task)).isEqualTo("one\ntwo\nfive\n");
        assertThat(err(task)).isEqualTo("three\nfour\n");
    }

    @Test
    void aBackgroundProcessThatKeepsThePipeDoesNotKeepTheTask() {
        long started = System.nanoTime();
        UUID task = run("echo one; sleep 120 & exit 6");

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(6L);
        assertThat(fake.lines(task)).anyMatch(line -> line.startsWith("info: ") && line.contains("background"));
    }

    @Test
    void aBackgroundProcessThatFloodsThePipeDoesNotKeepTheTask() {
        UUID task = run("yes & echo $! >%s; exit 6".formatted(folder.resolve("pid")));

        assertThat(fake.completion(task).get("exitCode")).isEqualTo(6L);
    }

    @Test
    void aCommandThatClosesItsOutputAndLivesOnIsAwaited() {
        UUID task = run("echo one; exec >&- 2>&-; sleep 1; exit 7");

        assertThat(fake.completion(task).get("exitCode")).isEqualTo(7L);
        assertThat((Long) fake.completion(task).get("durationMs")).isGreaterThanOrEqualTo(1000);
        assertThat(out(task)).isEqualTo("one\n");
    }

    @Test
    void aLineOfTenMebibytesArrivesWhole() {
        UUID task = run("head -c 10485760 /dev/zero | tr '\\0' x; echo; echo end");

        assertThat(fake.stdout(task)).hasSize(10_485_760 + 5);
        assertThat(out(task)).endsWith("xx\nend\n");
        assertThat(fake.completion(task).text("output"))
                .hasSizeLessThanOrEqualTo(200_000)
                .endsWith("end\n");
    }

    @Test
    void aMillionShortLinesArriveWholeAndInOrder() {
        UUID task = run("seq 1 1000000");

        assertThat(fake.stdout(task)).hasSize(6_888_896);
        assertThat(fake.completion(task).text("output"))
                .startsWith("1\n2\n")
                .contains("left out here")
                .endsWith("999999\n1000000\n");
    }

    private UUID run(String command) {
        UUID task = fake.queueCommand(node, command);
        fake.awaitEnd(task);
        fake.await("a log that is complete", Duration.ofSeconds(30), plane -> "complete".equals(plane.logState(task)));
        return task;
    }

    private String out(UUID task) {
        return new String(fake.stdout(task), StandardCharsets.UTF_8);
    }

    private String err(UUID task) {
        return new String(fake.stderr(task), StandardCharsets.UTF_8);
    }
}
