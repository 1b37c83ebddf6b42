package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.testkit.release.TarGz;
import io.noderax.testkit.release.TestReleases;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Releases and rollouts of two real servers on one database; the nodes are the test itself (wire contract, 1.8 and 3.9). */
class UpdatesServerIT {
    private static final byte[] IMAGE =
            new TarGz().program("x/noderax-agent", "#!/bin/sh\n").bytes();
    private static final String ROLLOUTS = "/api/v1/agent-updates/rollouts";

    private static OpenFolder folder;
    private static OpenFolder otherFolder;
    private static TestReleases releases;
    private static ServerProcess server;
    private static ServerProcess other;
    private static Operator operator;
    private static int nodes;

    @BeforeAll
    static void start() throws Exception {
        folder = OpenFolder.create();
        otherFolder = OpenFolder.create();
        releases = new TestReleases(folder.path().resolve("releases"));
        releases.publish("1.0.0", 1, IMAGE);
        releases.publish("2.0.0", 2, IMAGE);
        new TestReleases(releases.folder()).publish("6.6.6", 66, IMAGE);
        Map<String, String> settings = new HashMap<>(Map.of(
                "NODERAX_RELEASES", releases.folder().toString(),
                "NODERAX_RELEASE_KEY",
                        Files.writeString(folder.path().resolve("key.pub"), releases.publicKeyPem())
                                .toString(),
                "NODERAX_UPDATES_LOOK_SECONDS", "1",
                "NODERAX_UPDATE_TAKEN_WITHIN", "2s",
                "NODERAX_UPDATE_REPORT_WITHIN", "4s",
                "NODERAX_UPDATE_RECONNECT_WITHIN", "3s"));
        server = ServerProcess.start(folder, settings);
        settings.putAll(server.shared());
        other = ServerProcess.start(otherFolder, settings);
        operator = server.operator();
    }

    @AfterAll
    static void stop() {
        other.close();
        server.close();
        otherFolder.close();
        folder.close();
    }

    /** One rollout may be active at a time. */
    @AfterEach
    void cancelWhatIsLeft() {
        JsonObject active =
                operator.http().get("/api/v1/agent-updates/summary").body().object("activeRollout");
        if (active != null) {
            operator.http().post(ROLLOUTS + '/' + active.text("id") + "/cancel");
        }
    }

    // --- releases --------------------------------------------------------------------------------------------------

    @Test
    void whatIsSignedIsListedAndServedAndNothingElse() {
        List<JsonObject> listed =
                operator.http().get("/api/v1/agent-updates/releases").items();
        Http anonymous = new Http(server.url(), Map.of());
        String image = "/api/v1/agent-releases/2.0.0/" + TestReleases.name("2.0.0", "x86_64");

        assertThat(listed).extracting(release -> release.text("version")).containsExactly("2.0.0", "1.0.0");
        assertThat(listed.getFirst().object("artifacts").object("amd64").text("sha256"))
                .isEqualTo(TestReleases.sha256(IMAGE));
        assertThat(anonymous.get("/api/v1/agent-releases").body().text("latest"))
                .isEqualTo("2.0.0");
        byte[] manifest =
                anonymous.getBytes("/api/v1/agent-releases/latest/release.json").body();
        assertThat(anonymous
                        .getBytes("/api/v1/agent-releases/2.0.0/release.json.sig")
                        .body())
                .isEqualTo(releases.signature(manifest));
        assertThat(anonymous.getBytes(image).body()).isEqualTo(IMAGE);
        assertThat(anonymous.with("range", "bytes=10-").getBytes(image).body())
                .isEqualTo(java.util.Arrays.copyOfRange(IMAGE, 10, IMAGE.length));
        String tag = anonymous.getBytes(image).header("etag");
        assertThat(anonymous.with("if-none-match", tag).getBytes(image).status())
                .isEqualTo(304);
        assertThat(anonymous.with("range", "bytes=999999-").getBytes(image).status())
                .isEqualTo(416);
    }

    @Test
    void whatIsNotThereIsSaid() {
        Http anonymous = new Http(server.url(), Map.of());

        Http.Answer version = anonymous.get("/api/v1/agent-releases/6.6.6/release.json");
        Http.Answer file = anonymous.get("/api/v1/agent-releases/2.0.0/passwd");
        Http.Answer outside = anonymous.get("/api/v1/agent-releases/2.0.0/..%2F..%2Fkey.pub");

        assertThat(version.status()).isEqualTo(404);
        assertThat(version.message()).isEqualTo("Release 6.6.6 was not found: there are 2.0.0, 1.0.0");
        assertThat(file.message()).isEqualTo("Release 2.0.0 has no file passwd");
        assertThat(outside.status()).isEqualTo(404);
        assertThat(server.logText()).contains("its signature is by none of the keys in NODERAX_RELEASE_KEY");
    }

    // --- a rollout -------------------------------------------------------------------------------------------------

    @Test
    void aNodeIsUpdatedAsTheReferenceWouldHaveDoneIt() {
        TestNode node = online("1.0.0");

        JsonObject rollout = create(List.of(node), "2.0.0");
        JsonObject target = target(rollout, 0);
        JsonObject task = node.claim(5_000).body().object("task");

        assertThat(rollout.text("status")).isEqualTo("running");
        assertThat(target.text("status")).isEqualTo("dispatched");
        assertThat(target.text("previousVersion")).isEqualTo("1.0.0");
        assertThat(task.text("type")).isEqualTo("agent.update");
        assertThat(task.get("isInternal")).isEqualTo(false);
        assertThat(task.object("payload"))
                .isEqualTo(JsonObject.builder()
                        .put("targetVersion", "2.0.0")
                        .put("targetId", target.text("id"))
                        .put("rollback", false)
                        .build());
        handOver(node, task);
        JsonObject moved =
                progress(node, target, "downloading", 20, "Downloading").body();
        assertThat(moved.text("status")).isEqualTo("downloading");
        assertThat(progress(node, target, "verifying", 40, null).body().text("statusMessage"))
                .isEqualTo("Downloading");

        beat(node, "2.0.0");

        JsonObject done = read(rollout);
        assertThat(done.text("status")).isEqualTo("completed");
        assertThat(done.text("statusMessage")).isEqualTo("Rollout finished. No pending targets remain.");
        assertThat(target(done, 0).text("statusMessage")).isEqualTo("Agent reconnect confirmed 2.0.0.");
        JsonObject late = progress(node, target, "failed", 90, "late").body();
        assertThat(late.text("status")).isEqualTo("completed");
        assertThat(events(node)).contains("agent.update.target.dispatched", "agent.update.target.completed");
    }

    @Test
    void anUpdaterThatConfirmsIsDoneWhenItSaysSo() {
        TestNode node = online("1.0.0").with(WireHeaders.CAPABILITIES, WireHeaders.CAP_UPDATE_CONFIRMS);
        JsonObject rollout = create(List.of(node), "2.0.0");
        handOver(node, node.claim(5_000).body().object("task"));
        progress(node, target(rollout, 0), "waiting_for_reconnect", 90, "Trying 2.0.0");

        beat(node, "2.0.0");
        String before = read(rollout).text("status");
        progress(node, target(rollout, 0), "waiting_for_reconnect", 100, "2.0.0 has proven itself");

        assertThat(before).isEqualTo("running");
        assertThat(read(rollout).text("status")).isEqualTo("completed");
    }

    @Test
    void aFailedNodePausesItAndAnOperatorDecides() {
        TestNode first = online("1.0.0");
        TestNode second = online("1.0.0");
        JsonObject rollout = create(List.of(first, second), "2.0.0");
        handOver(first, first.claim(5_000).body().object("task"));

        progress(first, target(rollout, 0), "failed", 30, "the signature is wrong");

        JsonObject paused = read(rollout);
        assertThat(paused.text("status")).isEqualTo("paused");
        assertThat(paused.text("statusMessage")).endsWith("failed: the signature is wrong");
        assertThat(target(paused, 1).text("status")).isEqualTo("pending");
        assertThat(second.claim(0).body().object("task")).isNull();
        assertThat(events(first)).contains("agent.update.target.failed");

        JsonObject retried = operator.http()
                .post(ROLLOUTS + '/' + rollout.text("id") + "/targets/"
                        + target(paused, 0).text("id") + "/retry")
                .body();
        assertThat(target(retried, 0).text("status")).isEqualTo("dispatched");
        handOver(first, first.claim(5_000).body().object("task"));
        progress(first, target(rollout, 0), "failed", 30, "again");
        JsonObject resumed = operator.http()
                .post(ROLLOUTS + '/' + rollout.text("id") + "/resume")
                .body();

        assertThat(target(resumed, 0).text("status")).isEqualTo("failed");
        assertThat(target(resumed, 1).text("status")).isEqualTo("dispatched");
        JsonObject skipped = operator.http()
                .post(ROLLOUTS + '/' + rollout.text("id") + "/targets/"
                        + target(paused, 1).text("id") + "/skip")
                .body();
        assertThat(skipped.text("status")).isEqualTo("completed");
        assertThat(target(skipped, 1).text("statusMessage")).isEqualTo("Skipped by an operator.");
        assertThat(second.claim(0).body().object("task"))
                .as("its task was withdrawn")
                .isNull();
    }

    @Test
    void anOfflineNodeWaitsWithItsReasonAndOthersGoFirst() {
        TestNode away = operator.enroll("away-" + nodes++);
        TestNode here = online("1.0.0");
        JsonObject rollout = create(List.of(away, here), "2.0.0");

        assertThat(target(rollout, 1).text("status")).isEqualTo("dispatched");
        handOver(here, here.claim(5_000).body().object("task"));
        beat(here, "2.0.0");

        JsonObject waiting = read(rollout);
        assertThat(waiting.text("status")).isEqualTo("running");
        assertThat(target(waiting, 0).text("statusMessage")).contains("has never been online");
        beat(away, "1.0.0");
        WaitLoop.until(
                "it is sent", () -> "dispatched".equals(target(read(rollout), 0).text("status")));
    }

    @Test
    void aTaskThatFailsOnTheNodeIsTheReason() {
        TestNode node = online("1.0.0");
        JsonObject rollout = create(List.of(node), "2.0.0");
        String task = String.valueOf(node.claim(5_000).body().object("task").text("id"));
        node.report(task, "started", JsonObject.EMPTY);
        node.report(
                task,
                "completed",
                JsonObject.builder()
                        .put("status", "failed")
                        .put("error", "agent.update is forbidden by policy.d/web.json:3")
                        .put("result", JsonObject.of("reason", "policy-refused"))
                        .build());

        WaitLoop.until("it is paused", () -> "paused".equals(read(rollout).text("status")));
        assertThat(target(read(rollout), 0).text("statusMessage"))
                .startsWith("The update task did not succeed: ")
                .contains("forbidden by policy.d/web.json:3");
    }

    @Test
    void anUpdaterThatFallsSilentFailsAlsoAfterARestartOfTheServer() {
        TestNode node = online("1.0.0");
        JsonObject rollout = create(List.of(node), "2.0.0");
        handOver(node, node.claim(5_000).body().object("task"));
        progress(node, target(rollout, 0), "installing", 60, "Installing");

        other.stop();
        other.start();

        WaitLoop.until("it is paused", () -> "paused".equals(read(rollout).text("status")));
        assertThat(target(read(rollout), 0).text("statusMessage"))
                .isEqualTo("Nothing was heard of the update for 4 s after it was installing.");
    }

    @Test
    void bothServersKnowTheSameRolloutAndOneIsActive() {
        TestNode node = online("1.0.0");
        JsonObject rollout = create(List.of(node), "2.0.0");
        Operator atOther = Operator.signIn(other.url(), ServerProcess.EMAIL, ServerProcess.PASSWORD);

        Http.Answer second = atOther.http().post(ROLLOUTS, asked(List.of(node), "2.0.0"));
        handOver(node.at(other.url()), node.at(other.url()).claim(5_000).body().object("task"));
        progress(node.at(other.url()), target(rollout, 0), "restarting", 80, "Restarting");
        beat(node.at(other.url()), "2.0.0");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.message()).isEqualTo("Another rollout is not over yet; resume or cancel it first");
        assertThat(read(rollout).text("status")).isEqualTo("completed");
    }

    /** The first server has heard the new version once; that the node went back it hears elsewhere. */
    @Test
    void aVersionThatComesBackIsNewsAlsoWhereItWasKnown() {
        TestNode node = online("1.0.0");
        JsonObject first = create(List.of(node), "2.0.0");
        handOver(node, node.claim(5_000).body().object("task"));
        beat(node, "2.0.0");
        assertThat(read(first).text("status")).isEqualTo("completed");
        beat(node.at(other.url()), "1.0.0");

        JsonObject again = create(List.of(node), "2.0.0");
        assertThat(target(again, 0).text("previousVersion")).isEqualTo("1.0.0");
        handOver(node, node.claim(5_000).body().object("task"));
        beat(node, "2.0.0");

        assertThat(read(again).text("status")).isEqualTo("completed");
    }

    // --- refusals --------------------------------------------------------------------------------------------------

    @Test
    void whatCannotBeIsRefusedWithItsReason() {
        TestNode node = online("1.0.0");
        TestNode another = online("1.0.0");

        assertThat(operator.http().post(ROLLOUTS, asked(List.of(node), "9.9.9")).message())
                .isEqualTo("Release 9.9.9 was not found: there are 2.0.0, 1.0.0");
        assertThat(operator.http().post(ROLLOUTS, JsonObject.EMPTY).status()).isEqualTo(400);
        JsonObject rollout = create(List.of(node), "2.0.0");
        Http.Answer foreign = progress(another, target(rollout, 0), "installing", 60, null);
        assertThat(foreign.status()).isEqualTo(409);
        assertThat(foreign.message())
                .isEqualTo("The authenticated agent cannot report progress for this rollout target.");
        assertThat(progress(node, target(rollout, 0), "completed", 100, null).status())
                .isEqualTo(400);
        assertThat(new Http(server.url(), Map.of()).get(ROLLOUTS).status()).isEqualTo(401);
        JsonObject cancelled = operator.http()
                .post(ROLLOUTS + '/' + rollout.text("id") + "/cancel")
                .body();
        assertThat(cancelled.text("status")).isEqualTo("cancelled");
        assertThat(operator.http()
                        .post(ROLLOUTS + '/' + rollout.text("id") + "/resume")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aRollbackMayNameAVersionThatOnlyTheNodeHasKept() {
        TestNode node = online("2.0.0");

        JsonObject rollout = operator.http()
                .post(
                        ROLLOUTS,
                        asked(List.of(node), "0.9.0").toBuilder()
                                .put("rollback", true)
                                .build())
                .body();

        assertThat(rollout.get("rollback")).isEqualTo(true);
        JsonObject task = node.claim(5_000).body().object("task");
        assertThat(task.object("payload").get("rollback")).isEqualTo(true);
    }

    @Test
    void theSummaryCountsWhatIsOutdated() {
        online("1.0.0");

        JsonObject summary =
                operator.http().get("/api/v1/agent-updates/summary").body();

        assertThat(summary.object("latestRelease").text("version")).isEqualTo("2.0.0");
        assertThat((Long) summary.get("outdatedNodeCount")).isPositive();
        assertThat((Long) summary.get("eligibleOutdatedNodeCount")).isPositive();
        assertThat(summary.text("releaseCheckedAt")).isNotNull();
    }

    private static TestNode online(String version) {
        TestNode node = operator.enroll("updated-" + nodes++);
        beat(node, version);
        return node;
    }

    private static void beat(TestNode node, String version) {
        JsonObject heartbeat = JsonObject.builder()
                .put("nodeId", node.id())
                .put("agentToken", node.token())
                .put("agentVersion", version)
                .build();
        assertThat(node.http().post("/api/v1/agent/heartbeat", heartbeat).status())
                .isEqualTo(200);
    }

    private static void handOver(TestNode node, JsonObject task) {
        node.report(String.valueOf(task.text("id")), "started", JsonObject.EMPTY);
        assertThat(node.complete(String.valueOf(task.text("id")), "success").status())
                .isEqualTo(200);
    }

    private static JsonObject asked(List<TestNode> wanted, String version) {
        return JsonObject.builder()
                .put("nodeIds", wanted.stream().map(TestNode::id).toList())
                .put("version", version)
                .build();
    }

    private static JsonObject create(List<TestNode> wanted, String version) {
        Http.Answer created = operator.http().post(ROLLOUTS, asked(wanted, version));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.body();
    }

    private static JsonObject read(JsonObject rollout) {
        return operator.http().get(ROLLOUTS + '/' + rollout.text("id")).body();
    }

    private static JsonObject target(JsonObject rollout, int place) {
        return (JsonObject) rollout.list("targets").get(place);
    }

    private static Http.Answer progress(TestNode node, JsonObject target, String status, int percent, String message) {
        return node.http()
                .post(
                        "/api/v1/agent-updates/targets/" + target.text("id") + "/progress",
                        JsonObject.builder()
                                .put("status", status)
                                .put("progressPercent", percent)
                                .putIfPresent("message", message)
                                .build());
    }

    private static List<String> events(TestNode node) {
        return operator.http().get("/api/v1/events?nodeId=" + node.id()).items().stream()
                .map(event -> String.valueOf(event.text("type")))
                .toList();
    }
}
