package io.noderax.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.noderax.protocol.telemetry.Measures;
import io.noderax.protocol.telemetry.NetworkCounters;
import io.noderax.protocol.telemetry.Pressure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree of files with a machine's words in it; time moves by hand. */
class TelemetryTest {
    private static final String MEMORY =
            "MemTotal:        8000000 kB\nMemFree: 100 kB\nMemAvailable:    6000000 kB\nSwapTotal: 1000 kB\nSwapFree: 750 kB\n";
    private static final String NETWORK = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo: 999 9    0    0    0     0          0         0 999 9    0    0    0     0       0          0
              eth0:183003171    6066    1    2    0     0          0         7   946555    4911    3    4    0     0       0          0
            """;

    @TempDir
    Path root;

    private final AtomicLong now = new AtomicLong(5_000_000_000L);

    @BeforeEach
    void aMachine() throws IOException {
        write("proc/stat", "cpu  100 0 100 700 100 0 0 0 50 0\ncpu0 1 2 3\n");
        write("proc/meminfo", MEMORY);
        write("proc/net/dev", NETWORK);
        write("proc/loadavg", "4.33 2.46 1.82 1/269 21583\n");
        write("proc/uptime", "12558.69 10938.92\n");
        write("proc/pressure/cpu", "some avg10=37.00 avg60=47.56 avg300=28.32 total=5122743465\n");
        write(
                "proc/pressure/io",
                "some avg10=1.00 avg60=2.00 avg300=3.00 total=1\nfull avg10=4.00 avg60=5.00 avg300=6.50 total=0\n");
        write("sys/class/thermal/thermal_zone0/temp", "41000\n");
        write("sys/class/hwmon/hwmon1/temp1_input", "52500\n");
        write("sys/class/hwmon/hwmon1/temp2_input", "-274000\n");
    }

    @Test
    void everythingIsReadAndTheProcessorSinceTheSampleBefore() throws IOException {
        Telemetry telemetry = telemetry();
        write("proc/stat", "cpu  120 0 110 760 110 0 0 0 50 0\n");
        Sample sample = telemetry.sample();
        Measures measures = sample.measures();
        assertThat(sample.failures()).isEmpty();
        assertThat(measures.cpuUsage()).isEqualTo(30);
        assertThat(measures.memoryUsage()).isEqualTo(25);
        assertThat(measures.diskUsage()).isBetween(0.0, 100.0);
        assertThat(measures.temperature()).isEqualTo(52.5);
        assertThat(measures.networks())
                .containsExactly(new NetworkCounters("eth0", 946555, 183003171, 4911, 6066, 1, 3, 2, 4));
        assertThat(measures.more().load5()).isEqualTo(2.46);
        assertThat(measures.more().uptimeSeconds()).isEqualTo(12558);
        assertThat(measures.more().swapUsage()).isEqualTo(25);
        assertThat(measures.more().cpuPressure()).isEqualTo(new Pressure(37, 47.56, 28.32, null, null, null));
        assertThat(measures.more().ioPressure()).isEqualTo(new Pressure(1, 2, 3, 4.0, 5.0, 6.5));
        assertThat(measures.more().memoryPressure()).isNull();
    }

    @Test
    void underLimitsTheLimitsAreTheTotal() throws IOException {
        write("sys/fs/cgroup/cpu.max", "50000 100000\n");
        write("sys/fs/cgroup/cpu.stat", "usage_usec 1000000\nuser_usec 1\n");
        write("sys/fs/cgroup/memory.max", "1000000\n");
        write("sys/fs/cgroup/memory.current", "900000\n");
        write("sys/fs/cgroup/memory.stat", "anon 1\ninactive_file 300000\n");
        Telemetry telemetry = telemetry();
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        write("sys/fs/cgroup/cpu.stat", "usage_usec 1250000\n");
        Measures measures = telemetry.sample().measures();
        assertThat(measures.cpuUsage()).isCloseTo(25, within(0.001));
        assertThat(measures.memoryUsage()).isEqualTo(60);
    }

    @Test
    void withoutALimitTheGroupDoesNotCount() throws IOException {
        write("sys/fs/cgroup/cpu.max", "max 100000\n");
        write("sys/fs/cgroup/memory.max", "max\n");
        write("sys/fs/cgroup/memory.current", "900000\n");
        Telemetry telemetry = telemetry();
        write("proc/stat", "cpu  150 0 100 750 100 0 0 0\n");
        assertThat(telemetry.sample().measures().cpuUsage()).isEqualTo(50);
        assertThat(telemetry.sample().measures().memoryUsage()).isEqualTo(25);
    }

    @Test
    void aProbeThatFailsHidesNoOtherAndTheLastValueStandsInForAMinute() throws IOException {
        Telemetry telemetry = telemetry();
        telemetry.sample();
        Files.delete(root.resolve("proc/meminfo"));
        write("proc/net/dev", "no such\nthing\neth0: x\n");
        write("proc/stat", "cpu  120 0 110 760 110 0 0 0\n");
        Sample sample = telemetry.sample();
        assertThat(sample.failures())
                .containsExactly("memory: /proc/meminfo cannot be read", "network: a number is missing at 1");
        assertThat(telemetry.failures()).isEqualTo(sample.failures());
        assertThat(sample.measures().cpuUsage()).isEqualTo(30);
        assertThat(sample.measures().memoryUsage()).isEqualTo(25);
        assertThat(sample.measuresFor(false)).isNotNull();

        now.addAndGet(Duration.ofSeconds(61).toNanos());
        Sample later = telemetry.sample();
        assertThat(later.measures().memoryUsage()).isNull();
        assertThat(later.measuresFor(false)).as("a server that requires it").isNull();
        assertThat(later.measuresFor(true)).isEqualTo(later.measures());
    }

    @Test
    void aServerWithoutTheExtensionGetsTheReferencesMeasuresOnly() throws IOException {
        Telemetry telemetry = telemetry();
        write("proc/stat", "cpu  120 0 110 760 110 0 0 0\n");
        Measures plain = telemetry.sample().measuresFor(false);
        assertThat(plain.more().load1()).isNull();
        assertThat(plain.temperature()).isEqualTo(52.5);
    }

    @Test
    void thisMachineIsReadInNoTime() {
        Telemetry telemetry = new Telemetry(Path.of("/"), System::nanoTime);
        long start = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            telemetry.sample();
        }
        Duration each = Duration.ofNanos((System.nanoTime() - start) / 500);
        assertThat(telemetry.failures()).isEmpty();
        assertThat(each)
                .as("a sample, far above the 0.3 ms that it takes on a quiet machine")
                .isLessThan(Duration.ofMillis(10));
    }

    private Telemetry telemetry() {
        return new Telemetry(root, now::get);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
