package io.noderax.agent.logscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.agent.tasks.ReadOnlyWork.Failed;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real child, with what {@code journalctl} of systemd 252 prints. */
class JournalScanTest {
    private static final String ENTRY =
            "{\"__CURSOR\":\"s=a1;i=%d\",\"__REALTIME_TIMESTAMP\":\"1795521600123456\",\"MESSAGE\":%s,\"SYSLOG_IDENTIFIER\":\"sshd\",\"_SYSTEMD_UNIT\":\"ssh.service\",\"_PID\":\"812\"}\n";

    @TempDir
    private Path root;

    private Scans scans;

    @BeforeEach
    void aMachine() throws IOException {
        scans = new Scans(root);
    }

    @Test
    void whereThereIsNoFileTheJournalHasItAndThatIsSaid() throws Exception {
        printing(ENTRY.formatted(1, "\"Accepted\""));

        ScanResult result = scans.preview("auth.log", 7);

        assertThat(result.sourceType()).isEqualTo("journal");
        assertThat(result.entries())
                .containsExactly(
                        new LogEntry(Instant.parse("2026-11-24T12:00:00.123456Z"), "Accepted", "ssh.service", "sshd"));
        assertThat(result.cursor().journal()).isEqualTo("s=a1;i=1");
        assertThat(result.warnings()).singleElement().asString().contains("there is no /var/log/auth.log");
        assertThat(arguments()).contains("--lines=7", "SYSLOG_FACILITY=4", "SYSLOG_FACILITY=10", "--output=json");
    }

    @Test
    void aFollowerGoesOnBehindItsCursor() throws Exception {
        printing(ENTRY.formatted(1, "\"one\""));
        ScanResult first = scans.monitor("noderax-agent");
        printing(ENTRY.formatted(2, "\"two\""));
        ScanResult second = scans.monitor("noderax-agent", first);
        assertThat(arguments()).contains("--after-cursor=s=a1;i=1", "--unit=noderax-agent.service");
        printing("-- No entries --\n");
        ScanResult third = scans.monitor("noderax-agent", second);

        assertThat(Scans.messages(second)).containsExactly("two");
        assertThat(third.entries()).isEmpty();
        assertThat(third.cursor().journal()).isEqualTo("s=a1;i=2");
    }

    @Test
    void aFollowerTakesTheOldestFirstAndAPreviewTheNewest() throws Exception {
        StringBuilder entries = new StringBuilder();
        for (int i = 1; i <= 9; i++) {
            entries.append(ENTRY.formatted(i, "\"message " + i + "\""));
        }
        printing(entries + "sleep\n");
        JsonObject limits = JsonObject.of("maxLines", 2);
        ScanResult before = new ScanResult(
                Preset.AGENT,
                "journal",
                List.of(),
                new ScanCursor("s=a1;i=0", null, 0, null, null),
                false,
                0,
                List.of());

        ScanResult followed = scans.monitor("noderax-agent", List.of(before), limits);

        assertThat(Scans.messages(followed)).containsExactly("message 1", "message 2");
        assertThat(followed.truncated()).isTrue();
        assertThat(followed.cursor().journal()).isEqualTo("s=a1;i=2");
        ScanResult preview = scans.scan(JsonObject.builder()
                .put("sourcePresetId", "kern.log")
                .put("limits", JsonObject.of("maxBytes", 20))
                .build());
        assertThat(Scans.messages(preview)).containsExactly("message 8", "message 9");
        assertThat(preview.truncated()).isTrue();
    }

    @Test
    void messagesThatAreNoTextAreShown() throws Exception {
        printing(
                ENTRY.formatted(1, "[97,0,255,98]") + ENTRY.formatted(2, "null") + ENTRY.formatted(3, "[\"a\",\"b\"]"));

        assertThat(Scans.messages(scans.preview("noderax-agent", 5)))
                .containsExactly("a\u2400\ufffdb", "[too large]", "a b");
    }

    @Test
    void anEntryOfAnySizeIsLeftOutAndCounted() throws Exception {
        scans.journalctl(
                "printf '{\"__CURSOR\":\"x\",\"MESSAGE\":\"'; head -c 3000000 /dev/zero | tr '\\0' y; printf '\"}\\n'; cat "
                        + Files.writeString(root.resolve("more"), ENTRY.formatted(2, "\"next\"")) + "\n");

        ScanResult result = scans.preview("noderax-agent", 5);

        assertThat(Scans.messages(result)).containsExactly("next");
        assertThat(result.warnings()).singleElement().asString().contains("1 entries are left out");
    }

    @Test
    void aCursorThatTheJournalHasLostIsReset() throws Exception {
        scans.journalctl(
                "case \"$*\" in *after-cursor*) echo 'Failed to seek to cursor: Invalid argument' >&2; exit 1;; esac\ncat "
                        + Files.writeString(root.resolve("more"), ENTRY.formatted(9, "\"tail\"")) + "\n");
        ScanResult result = scans.scan(JsonObject.builder()
                .put("mode", "monitor")
                .put("sourcePresetId", "noderax-agent")
                .put("cursor", JsonObject.of("journalCursor", "s=gone"))
                .build());

        assertThat(Scans.messages(result)).containsExactly("tail");
        assertThat(result.cursor().resetReason()).isEqualTo("cursor-lost");
    }

    @Test
    void aFollowerOfAFileThatIsGoneGoesOnInTheJournalAndBack() throws Exception {
        scans.append("kern.log", "file\n");
        ScanResult file = scans.monitor("kern.log");
        Files.delete(scans.file("kern.log"));
        printing(ENTRY.formatted(1, "\"journal\""));
        ScanResult journal = scans.monitor("kern.log", file);
        scans.append("kern.log", "file again\n");
        ScanResult again = scans.monitor("kern.log", journal);

        assertThat(Scans.messages(journal)).containsExactly("journal");
        assertThat(journal.cursor().resetReason()).isEqualTo("source-changed");
        assertThat(Scans.messages(again)).containsExactly("file again");
        assertThat(again.cursor().resetReason()).isEqualTo("source-changed");
    }

    @Test
    void aLogThatIsNowhereIsSaidToBe() throws Exception {
        scans.journalctl("echo 'No journal files were found.' >&2; echo '-- No entries --'\n");

        assertThatThrownBy(() -> scans.preview("syslog", 1))
                .isInstanceOf(Failed.class)
                .hasMessage(
                        "syslog is not on this machine: there is no /var/log/syslog, there is no /var/log/messages, and the journal has no files");
    }

    @Test
    void aMachineWithoutJournalctlIsSaidToBe() {
        assertThatThrownBy(() -> scans.preview("noderax-agent", 1))
                .isInstanceOf(Failed.class)
                .hasMessageContaining("journalctl cannot be run");
    }

    @Test
    void aJournalThatMayNotBeReadSaysWhatToDo() throws Exception {
        scans.journalctl("echo 'No journal files were opened due to insufficient permissions.' >&2; exit 1\n");

        assertThatThrownBy(() -> scans.preview("noderax-agent", 1))
                .isInstanceOf(Failed.class)
                .hasMessageContaining("needs root access (operational)");
    }

    private void printing(String output) throws IOException {
        Path file = Files.writeString(root.resolve("output"), output);
        scans.journalctl("printf '%s\\n' \"$@\" > " + root.resolve("arguments") + "\ncat " + file + "\n");
    }

    private List<String> arguments() throws IOException {
        return Files.readAllLines(root.resolve("arguments"));
    }
}
