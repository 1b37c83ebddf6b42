package io.noderax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Updates from the command line, against a far side. */
class UpdateCommandsTest {
    private static final String ROLLOUT = "11111111-1111-4111-8111-111111111111";
    private static final String TARGET = "22222222-2222-4222-8222-222222222222";
    private static final String NODE = "33333333-3333-4333-8333-333333333333";
    private static final String ROLLOUTS = "/api/v1/agent-updates/rollouts";
    private static final String RELEASE = """
            {"version":"2.0.0","publishedAt":"2026-01-02T03:04:05.000Z","commit":null,"channel":"tag",
             "artifacts":{"amd64":{"binaryUrl":"/x","sha256":"00"}},"notes":[]}""";

    private final TestCommandLine line = new TestCommandLine();

    @BeforeEach
    void know() {
        line.server.on("GET /api/v1/agent-updates/summary", 200, summaryText("null"));
    }

    @AfterEach
    void close() {
        line.server.close();
    }

    @Test
    void theSummarySaysWhatIsOutdatedAndWhatIsUnderWay() {
        TestCommandLine other = new TestCommandLine();
        other.server.on("GET /api/v1/agent-updates/summary", 200, summaryText(rollout("running", "downloading", 20)));

        assertThat(other.run("updates")).isZero();

        assertThat(other.out())
                .contains("Latest release: 2.0.0")
                .contains("3 nodes run another version, 2 of them could be updated now")
                .contains("web-1  1.0.0  downloading  20 %");
        other.server.close();
    }

    @Test
    void aStartIsFollowedToItsEndAndEachStepIsShownOnce() {
        line.server
                .on("POST " + ROLLOUTS, 201, rollout("running", "dispatched", 5))
                .on("GET " + ROLLOUTS + "/" + ROLLOUT, 200, rollout("running", "dispatched", 5))
                .on("GET " + ROLLOUTS + "/" + ROLLOUT, 200, rollout("completed", "completed", 100));
        line.server.on("GET /api/v1/nodes", 200, "[" + node() + "]");

        assertThat(line.run("updates", "start", "web-1", "--version", "2.0.0")).isZero();

        assertThat(line.err().lines().filter(shown -> shown.startsWith("web-1: dispatched")))
                .hasSize(1);
        assertThat(line.err()).contains("web-1: completed, 100 %: because completed");
        assertThat(line.server.calls())
                .contains("POST " + ROLLOUTS + " {\"nodeIds\":[\"" + NODE + "\"],\"version\":\"2.0.0\"}");
    }

    @Test
    void aPausedRolloutExitsWithOneAndSaysHowToGoOn() {
        line.server.on("POST " + ROLLOUTS, 201, rollout("paused", "failed", 30));
        line.server.on("GET /api/v1/nodes", 200, "[" + node() + "]");

        assertThat(line.run("updates", "start", "web-1")).isEqualTo(1);

        assertThat(line.err()).contains("it is paused; go on with `noderax updates retry NODE`");
        assertThat(line.out()).contains("because failed");
    }

    @Test
    void withoutARolloutThereIsNothingToDecide() {
        assertThat(line.run("updates", "resume")).isEqualTo(1);
        assertThat(line.err()).contains("no rollout is active");
    }

    @Test
    void whatIsAskedForMustMakeSense() {
        assertThat(line.run("updates", "start")).isEqualTo(2);
        assertThat(line.run("updates", "start", "web-1", "--all")).isEqualTo(2);
        assertThat(line.run("updates", "start", "web-1", "--rollback")).isEqualTo(2);
        assertThat(line.err()).contains("--rollback needs --version V");
        assertThat(line.run("updates", "rollouts", "nonsense")).isEqualTo(2);
        assertThat(line.err()).contains("ID must be a UUID (got \"nonsense\")");
    }

    @Test
    void aNodeOfTheActiveRolloutIsSkippedByItsName() {
        TestCommandLine other = new TestCommandLine();
        other.server
                .on("GET /api/v1/agent-updates/summary", 200, summaryText(rollout("paused", "failed", 30)))
                .on(
                        "POST " + ROLLOUTS + "/" + ROLLOUT + "/targets/" + TARGET + "/skip",
                        201,
                        rollout("completed", "skipped", 30));

        assertThat(other.run("updates", "skip", "web-1")).isZero();
        assertThat(other.run("updates", "skip", "web-9")).isEqualTo(1);
        assertThat(other.err()).contains("the active rollout has no node \"web-9\"");
        other.server.close();
    }

    private static String summaryText(String active) {
        return """
                {"latestRelease":%s,"outdatedNodeCount":3,"eligibleOutdatedNodeCount":2,"activeRollout":%s,
                 "releaseCheckedAt":"2026-01-02T03:04:05.000Z"}""".formatted(RELEASE, active);
    }

    private static String rollout(String status, String target, int percent) {
        String time = "\"2026-01-02T03:04:05.000Z\"";
        return """
                {"id":"%1$s","targetVersion":"2.0.0","status":"%2$s","rollback":false,"requestedByUserId":null,
                 "requestedByEmailSnapshot":"a@example.com","statusMessage":"because %3$s","startedAt":%6$s,"completedAt":null,
                 "cancelledAt":null,"counts":{"total":1,"completed":0,"failed":0,"skipped":0,"active":0,"pending":0},
                 "targets":[{"id":"%5$s","rolloutId":"%1$s","nodeId":"%7$s","workspaceId":"%7$s","teamId":null,
                   "nodeNameSnapshot":"web-1","previousVersion":"1.0.0","targetVersion":"2.0.0","status":"%3$s",
                   "progressPercent":%4$d,"statusMessage":"because %3$s","taskId":null,"sequence":0,"dispatchedAt":null,
                   "completedAt":null,"createdAt":%6$s,"updatedAt":%6$s}],
                 "createdAt":%6$s,"updatedAt":%6$s}""".formatted(ROLLOUT, status, target, percent, TARGET, time, NODE);
    }

    private static String node() {
        return NodeCommandsTest.node("off", "off", "applied", "")
                .replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"" + NODE + '"');
    }
}
