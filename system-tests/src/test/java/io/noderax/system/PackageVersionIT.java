package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The versions that packages have, as dpkg and rpm themselves sort them. */
class PackageVersionIT {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long EARLIER = 1_700_000_000;
    private static final long LATER = 1_800_000_000;

    @Test
    void snapshotsSortByTheirCommitAndBeforeTheirRelease() {
        assertRising(
                version("0.1.0-SNAPSHOT", EARLIER),
                version("0.1.0-SNAPSHOT", EARLIER + 60),
                version("0.1.0-SNAPSHOT", LATER),
                version("0.1.0", EARLIER),
                version("0.1.1-SNAPSHOT", EARLIER),
                version("0.1.1", LATER));
    }

    @Test
    void candidatesSortBeforeTheirRelease() {
        assertRising(
                version("1.2.0-rc1", LATER),
                version("1.2.0-rc2", EARLIER),
                version("1.2.0", EARLIER),
                version("1.10.0-rc1", EARLIER));
    }

    private static void assertRising(String... versions) {
        for (int i = 1; i < versions.length; i++) {
            String older = versions[i - 1];
            String newer = versions[i];
            assertThat(HostCommand.end(LONGEST, List.of("dpkg", "--compare-versions", older, "lt", newer))
                            .code())
                    .as("dpkg: %s < %s", older, newer)
                    .isZero();
            String compared = HostCommand.run(
                            LONGEST, "rpm", "--eval", "%%{lua:print(rpm.vercmp('%s', '%s'))}".formatted(older, newer))
                    .out()
                    .strip();
            assertThat(compared).as("rpm: %s < %s", older, newer).isEqualTo("-1");
        }
    }

    /** As the script that packs makes it of a built version and the second of its commit. */
    private static String version(String version, long committed) {
        String script = "source '%s'; moment_of_checkout() { echo %d; }; package_version '%s'"
                .formatted(PackingRun.script("packing.sh"), committed, version);
        return HostCommand.run(LONGEST, "bash", "-euc", script).out().strip();
    }
}
