package io.noderax.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks beside each other, and what is taken out of a text before it leaves the machine. */
class ExaminationTest {
    @TempDir
    private Path folder;

    @Test
    void aCheckThatHangsAndOneThatFailsHideNoOther() {
        CountDownLatch never = new CountDownLatch(1);
        long started = System.nanoTime();
        Examination examination = Examination.of(
                List.of(
                        new Check("hangs", name -> {
                            never.await();
                            return CheckResult.ok(name, "never");
                        }),
                        new Check("breaks", _ -> {
                            throw new IOException("no luck");
                        }),
                        new Check("well", name -> CheckResult.ok(name, "all is well"))),
                Duration.ofSeconds(1));

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
        assertThat(examination.results()).extracting(CheckResult::name).containsExactly("hangs", "breaks", "well");
        assertThat(examination.results().get(0).sentence()).contains("no result within 1 s");
        assertThat(examination.results().get(1).sentence()).contains("no luck");
        assertThat(examination.results().get(2).state()).isEqualTo(CheckResult.State.OK);
        assertThat(examination.worst()).isEqualTo(CheckResult.State.FAILED);
        assertThat(examination.words()).contains("failed   hangs: ", "         -> ", "ok       well: all is well\n");
        assertThat(examination.toJson().text("state")).isEqualTo("failed");
        never.countDown();
    }

    @Test
    void secretsAreTakenOutWhereverTheyStand() {
        Redaction redaction = new Redaction(List.of("hunter22-known"));
        String text = """
                proxy http://carl:p4ss%40word@proxy.example.com:3128 used
                Authorization: Bearer abcDEF.123
                authorization=Basic Y2FybDpwNHNz
                GET /api/v1/enrollments/s3cretEnrollmentToken/status 200
                {"agentToken":"0123-token-value","nodeId":"1"} AGENT_TOKEN=tok-in-env db.password: pw-in-yaml
                jwt eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl and 00112233445566778899aabbccddeeff00112233
                plain hunter22-known text
                """;
        String clean = redaction.of(text);

        for (String secret : List.of(
                "carl",
                "p4ss",
                "abcDEF",
                "Y2FybDpwNHNz",
                "s3cretEnrollmentToken",
                "0123-token-value",
                "tok-in-env",
                "pw-in-yaml",
                "eyJhbGciOi",
                "00112233",
                "hunter22")) {
            assertThat(clean).doesNotContain(secret);
        }
        assertThat(clean)
                .contains("proxy.example.com:3128 used", "/status 200", "\"nodeId\":\"1\"", "plain (hidden) text");
    }

    @Test
    void theOptionsOfTheNearestMountCount() {
        String mounts = """
                20 1 0:1 / / rw,relatime - ext4 /dev/a rw
                21 20 0:2 / /tmp rw,nosuid,noexec - tmpfs tmpfs rw
                22 21 0:3 / /tmp/own rw - tmpfs tmpfs rw
                """;
        assertThat(MountOptions.of(mounts, Path.of("/var/lib"))).doesNotContain("noexec");
        assertThat(MountOptions.of(mounts, Path.of("/tmp/x"))).contains("noexec");
        assertThat(MountOptions.of(mounts, Path.of("/tmp/own/x"))).doesNotContain("noexec");
        assertThat(MountOptions.of(mounts, Path.of("/tmpfile"))).doesNotContain("noexec");
    }

    @Test
    void aBundleIsATarThatOnlyItsOwnerReads() throws Exception {
        Path file = folder.resolve("bundle.tar.gz");
        try (TarFile tar = new TarFile(file, Instant.EPOCH)) {
            tar.add("a/short.txt", "one\n");
            tar.add("a/long.txt", "x".repeat(100_000));
        }

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(RunProgram.output(List.of("tar", "-tzf", file.toString()))).isEqualTo("a/short.txt\na/long.txt\n");
        assertThat(RunProgram.output(List.of("tar", "-xzOf", file.toString(), "a/short.txt")))
                .isEqualTo("one\n");
        assertThat(RunProgram.output(List.of("tar", "-xzOf", file.toString(), "a/long.txt")))
                .hasSize(100_000);
        assertThatThrownBy(() -> new TarFile(file, Instant.EPOCH)).isInstanceOf(IOException.class);
    }
}
