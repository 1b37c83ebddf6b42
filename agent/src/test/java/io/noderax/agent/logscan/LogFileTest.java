package io.noderax.agent.logscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files that grow, rotate and are cut while they are followed. */
class LogFileTest {
    @TempDir
    private Path root;

    private Scans scans;

    @BeforeEach
    void aMachine() throws IOException {
        scans = new Scans(root);
    }

    @Test
    void aPreviewGivesTheLastLinesAlsoOneWithoutAnEnd() throws Exception {
        scans.append("syslog", "one\ntwo\nthree\nfour");

        ScanResult result = scans.preview("syslog", 3);

        assertThat(Scans.messages(result)).containsExactly("two", "three", "four");
        assertThat(result.sourceType()).isEqualTo("file");
        assertThat(result.truncated()).isFalse();
        assertThat(result.cursor().offset()).isEqualTo("one\ntwo\nthree\n".length());
    }

    @Test
    void theOtherNameOfAFileIsFound() throws Exception {
        scans.append("messages", "of Fedora\n");
        scans.append("secure", "of Fedora, too\n");

        assertThat(Scans.messages(scans.preview("syslog", 5))).containsExactly("of Fedora");
        assertThat(Scans.messages(scans.preview("auth.log", 5))).containsExactly("of Fedora, too");
    }

    @Test
    void theEndOfAHugeFileIsReadWithoutTheRest() throws Exception {
        try (RandomAccessFile huge = new RandomAccessFile(scans.file("syslog").toFile(), "rw")) {
            huge.setLength(10L * 1024 * 1024 * 1024);
        }
        scans.append("syslog", "\nlast but one\nlast\n");

        ScanResult result = scans.preview("syslog", 2);

        assertThat(Scans.messages(result)).containsExactly("last but one", "last");
        assertThat(result.bytesRead()).isLessThanOrEqualTo(16 * 1024);
    }

    @Test
    void aLineLongerThanTheLimitIsCutWithAMark() throws Exception {
        scans.append("syslog", "before\n" + "x".repeat(1_000_000) + "END\n");

        ScanResult result = scans.preview("syslog", 10);

        assertThat(result.entries()).hasSize(1);
        assertThat(result.entries().getFirst().message()).startsWith("[cut: ").endsWith("xEND");
        assertThat(result.truncated()).isTrue();
        assertThat(result.bytesRead()).isEqualTo(64 * 1024);
    }

    @Test
    void aLongLineAmongOthersKeepsItsBeginning() throws Exception {
        scans.append("syslog", "before\nBEGIN" + "x".repeat(20_000) + "\nafter\n");

        List<String> lines = Scans.messages(scans.preview("syslog", 3));

        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith("BEGINxxx").endsWith("xxx... [cut: 3621 bytes]");
    }

    @Test
    void zeroBytesAndWhatIsNoUtf8SurviveAsReplacements() throws Exception {
        scans.append("syslog", new byte[] {'a', 0, 'b', (byte) 0xff, 'c', '\r', '\n'});

        assertThat(Scans.messages(scans.preview("syslog", 1))).containsExactly("a\u2400b\ufffdc");
    }

    @Test
    void aFollowerGetsEachLineOnceItIsWhole() throws Exception {
        scans.append("syslog", "one\ntw");
        ScanResult first = scans.monitor("syslog");
        scans.append("syslog", "o\nthree\nfo");
        ScanResult second = scans.monitor("syslog", first);
        ScanResult third = scans.monitor("syslog", second);

        assertThat(Scans.messages(first)).containsExactly("one");
        assertThat(Scans.messages(second)).containsExactly("two", "three");
        assertThat(third.entries()).isEmpty();
        assertThat(third.cursor().offset()).isEqualTo(second.cursor().offset());
        assertThat(second.cursor().resetReason()).isNull();
    }

    @Test
    void aRotatedFileIsReadFromItsTailAndSaid() throws Exception {
        scans.append("syslog", "old\n");
        ScanResult before = scans.monitor("syslog");
        Files.move(scans.file("syslog"), scans.file("syslog.1"));
        scans.append("syslog", "new\n");

        ScanResult after = scans.monitor("syslog", before);

        assertThat(Scans.messages(after)).containsExactly("new");
        assertThat(after.cursor().resetReason()).isEqualTo("rotated");
        assertThat(after.warnings()).singleElement().asString().contains("/var/log/syslog was rotated");
        assertThat(scans.monitor("syslog", after).warnings()).isEmpty();
    }

    @Test
    void whatCameLastIntoTheRotatedFileComesFirst() throws Exception {
        scans.append("syslog", "old\n");
        ScanResult before = scans.monitor("syslog");
        scans.append("syslog", "last of the old\nunfinished");
        Files.move(scans.file("syslog"), scans.file("syslog.1"));
        scans.append("syslog", "new\n");

        ScanResult rest = scans.monitor("syslog", before);
        ScanResult after = scans.monitor("syslog", rest);

        assertThat(Scans.messages(rest)).containsExactly("last of the old");
        assertThat(rest.truncated()).as("there is more at once").isTrue();
        assertThat(rest.cursor().resetReason()).isNull();
        assertThat(Scans.messages(after)).containsExactly("new");
        assertThat(after.cursor().resetReason()).isEqualTo("rotated");
    }

    @Test
    void aTruncatedFileIsReadFromItsTailAndSaid() throws Exception {
        scans.append("syslog", "a long line that was there\n");
        ScanResult before = scans.monitor("syslog");
        Files.writeString(scans.file("syslog"), "short\n");

        ScanResult after = scans.monitor("syslog", before);

        assertThat(Scans.messages(after)).containsExactly("short");
        assertThat(after.cursor().resetReason()).isEqualTo("truncated");
        assertThat(after.warnings()).singleElement().asString().contains("was truncated");
    }

    @Test
    void aFollowerPassesALineThatNeverEndsAndGoesOnBehindIt() throws Exception {
        scans.append("syslog", "first\n");
        ScanResult result = scans.monitor("syslog");
        scans.append("syslog", "BEGIN" + "x".repeat(300_000));
        result = scans.monitor("syslog", result);
        assertThat(result.entries().getFirst().message()).startsWith("BEGIN").contains("[cut: ");

        scans.append("syslog", "x".repeat(300_000) + "\nnext\n");

        assertThat(Scans.messages(scans.monitor("syslog", result))).containsExactly("next");
    }

    /** Whatever the sizes of the writes and the limits: a follower sees every line once, and in order. */
    @Test
    void followersMissNothingWhateverTheLimits() throws Exception {
        long seed = 20261124;
        Random random = new Random(seed);
        for (int run = 0; run < 40; run++) {
            Files.deleteIfExists(scans.file("kern.log"));
            scans.append("kern.log", "");
            List<String> written = new ArrayList<>();
            List<String> seen = new ArrayList<>();
            List<ScanResult> results = new ArrayList<>(List.of(scans.monitor("kern.log")));
            JsonObject limits = JsonObject.builder()
                    .put("maxLines", 1 + random.nextInt(20))
                    .put("maxBytes", 1 + random.nextInt(40_000))
                    .build();
            StringBuilder pending = new StringBuilder();
            for (int step = 0; step < 30; step++) {
                for (int i = random.nextInt(8); i > 0; i--) {
                    String line = run + "." + written.size() + " " + "y".repeat(random.nextInt(700));
                    written.add(line);
                    pending.append(line).append('\n');
                }
                int part = random.nextInt(pending.length() + 1);
                scans.append("kern.log", pending.substring(0, part));
                pending.delete(0, part);
                results.add(scans.monitor("kern.log", results, limits));
                seen.addAll(Scans.messages(results.getLast()));
            }
            scans.append("kern.log", pending.toString());
            do {
                results.add(scans.monitor("kern.log", results, limits));
                seen.addAll(Scans.messages(results.getLast()));
            } while (!results.getLast().entries().isEmpty());
            assertThat(withoutCut(seen))
                    .as("seed %d, run %d, %s", seed, run, limits)
                    .isEqualTo(withoutCut(written));
        }
    }

    /** With a limit of a few bytes a line may be passed over before its end is written. */
    private static List<String> withoutCut(List<String> lines) {
        return lines.stream()
                .map(line -> line.substring(0, line.indexOf(' ') < 0 ? line.length() : line.indexOf(' ')))
                .toList();
    }

    @Test
    void whatIsNoRegularFileIsRefusedAndNotWaitedFor() throws Exception {
        new ProcessBuilder("mkfifo", scans.file("syslog").toString()).start().waitFor();

        assertThatThrownBy(() -> scans.preview("syslog", 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a regular file");
    }
}
