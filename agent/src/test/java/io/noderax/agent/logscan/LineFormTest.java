package io.noderax.agent.logscan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lines as rsyslog and others write them. */
class LineFormTest {
    @Test
    void aLineWithAnExactTimeIsUnderstood() {
        LogEntry entry = read("2026-11-24T11:59:58.123456+01:00 web1 sshd[812]: Accepted publickey for root");

        assertThat(entry.time()).isEqualTo(Instant.parse("2026-11-24T10:59:58.123Z"));
        assertThat(entry.identifier()).isEqualTo("sshd");
        assertThat(entry.message()).isEqualTo("sshd[812]: Accepted publickey for root");
        assertThat(entry.unit()).isNull();
    }

    @Test
    void aClassicLineIsOfTheMachinesZoneAndOfThisYear() {
        LogEntry entry = read("Nov  4 12:00:01 web1 kernel: [ 1.5] eth0: link up");

        assertThat(entry.time()).isEqualTo(Instant.parse("2026-11-04T11:00:01Z"));
        assertThat(entry.identifier()).isEqualTo("kernel");
        assertThat(entry.message()).isEqualTo("kernel: [ 1.5] eth0: link up");
    }

    @Test
    void aroundNewYearTheYearIsTheOneThatFits() {
        assertThat(at("2027-01-01T00:10:00Z", "Dec 31 23:59:59 h a: x")).isEqualTo("2026-12-31T22:59:59Z");
        assertThat(at("2026-12-31T23:30:00Z", "Jan  1 00:29:00 h a: x")).isEqualTo("2026-12-31T23:29:00Z");
        assertThat(at("2026-12-31T12:00:00Z", "Jan  1 11:00:00 h a: x")).isEqualTo("2027-01-01T10:00:00Z");
        assertThat(at("2026-12-31T12:00:00Z", "Jan  2 12:00:00 h a: x")).isEqualTo("2026-01-02T11:00:00Z");
        assertThat(at("2026-11-24T12:00:00Z", "Feb 29 12:00:00 h a: x")).isEqualTo("2024-02-29T11:00:00Z");
    }

    @Test
    void whatLooksOtherwiseIsAMessageWithoutATime() {
        for (String line : new String[] {
            "",
            " ",
            "Nov",
            "Nov 99 12:00:01 h a: b",
            "Nov  4 12:00",
            "Xyz  4 12:00:01 h a: b",
            "no time: here",
            "Feb 30 12:00:00 h a: x"
        }) {
            assertThat(read(line)).isEqualTo(new LogEntry(null, line, null, "/var/log/syslog"));
        }
    }

    @Test
    void aLineWithoutAProgramIsOfItsFile() {
        assertThat(read("Nov  4 12:00:01 h last message repeated 2 times: [x]"))
                .isEqualTo(new LogEntry(
                        Instant.parse("2026-11-04T11:00:01Z"),
                        "last message repeated 2 times: [x]",
                        null,
                        "/var/log/syslog"));
        assertThat(read("Nov  4 12:00:01 host").message()).isEqualTo("host");
    }

    private static @Nullable String at(String now, String line) {
        Instant time = form(Instant.parse(now)).read(line).time();
        return time == null ? null : time.toString();
    }

    private static LogEntry read(String line) {
        return form(Scans.NOW).read(line);
    }

    private static LineForm form(Instant now) {
        return new LineForm(Clock.fixed(now, ZoneOffset.UTC), ZoneId.of("Europe/Berlin"), "/var/log/syslog");
    }
}
