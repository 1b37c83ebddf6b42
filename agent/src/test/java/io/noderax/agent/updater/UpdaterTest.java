package io.noderax.agent.updater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.agent.update.UpdateRefused;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.update.UpdateStatus;
import io.noderax.testkit.release.TarGz;
import io.noderax.testkit.release.TestReleases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An update from its request to its end: what is kept, what is refused, and what comes back. */
class UpdaterTest {
    @TempDir
    private Path folder;

    private TestReleases releases;
    private ReleaseServer server;
    private TestMachine machine;

    @BeforeEach
    void install() {
        releases = new TestReleases(folder.resolve("releases"));
        server = new ReleaseServer(releases.folder());
        machine = TestMachine.install(folder, server.url(), releases.publicKeyPem());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aGoodVersionIsKeptAndTheOneOfBeforeStays() throws Exception {
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));

        assertThat(machine.update("2.0.0", false)).isNull();

        assertThat(machine.running()).isEqualTo("2.0.0");
        assertThat(machine.names())
                .containsExactly("current", "previous", "proven", "versions/1.0.0", "versions/2.0.0");
        assertThat(machine.told)
                .extracting(progress -> progress.status())
                .containsSequence(
                        UpdateStatus.DOWNLOADING,
                        UpdateStatus.VERIFYING,
                        UpdateStatus.INSTALLING,
                        UpdateStatus.RESTARTING,
                        UpdateStatus.WAITING_FOR_RECONNECT);
        assertThat(machine.lastTold().progressPercent()).isEqualTo(100);
        assertThat(Files.readString(machine.root.resolve("versions/2.0.0/release-counter")))
                .isEqualTo("20\n");
        assertThat(Files.readString(machine.root.resolve("versions/2.0.0/app/" + "long/".repeat(30) + "name.txt")))
                .hasSize(3000);
    }

    /** What a proxy is asked for names the server, which this machine cannot find by itself. */
    @Test
    void aReleaseComesThroughTheProxyOfTheEnvironment() throws Exception {
        TestMachine behind = TestMachine.install(
                folder.resolve("behind"),
                "http://control-plane.invalid",
                releases.publicKeyPem(),
                Map.of("HTTP_PROXY", server.url()));
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        server.cutOnceAfter(100);

        assertThat(behind.update("2.0.0", false)).isNull();

        assertThat(behind.running()).isEqualTo("2.0.0");
        assertThat(server.calls())
                .as("went on where the image broke off")
                .anyMatch(call -> call.endsWith("bytes=100-"));
        assertThat(server.hosts()).containsOnly("control-plane.invalid");
    }

    @Test
    void onlyCurrentAndPreviousAreKept() {
        for (int i = 2; i <= 4; i++) {
            releases.publish(i + ".0.0", i * 10L, TestImages.good(i + ".0.0"));
            assertThat(machine.update(i + ".0.0", false)).isNull();
        }

        assertThat(machine.names())
                .containsExactly("current", "previous", "proven", "versions/3.0.0", "versions/4.0.0");
    }

    @Test
    void aVersionThatCrashesGoesAndTheOneOfBeforeComesBackWithTheReason() {
        releases.publish("2.0.0", 20, TestImages.crashing("2.0.0"));

        String reason = machine.update("2.0.0", false);

        assertThat(reason).isEqualTo("version 2.0.0 has not proven itself within 180 s: no agent runs");
        assertThat(machine.running()).isEqualTo("1.0.0");
        assertThat(machine.names()).containsExactly("current", "proven", "versions/1.0.0");
        assertThat(machine.lastTold().status()).isEqualTo(UpdateStatus.FAILED);
        assertThat(machine.lastTold().message()).isEqualTo(reason + "; version 1.0.0 is back");
    }

    @Test
    void afterAVersionThatWasGivenUpALowerCounterIsStillAllowed() {
        releases.publish("3.0.0", 30, TestImages.crashing("3.0.0"));
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        machine.update("3.0.0", false);

        assertThat(machine.update("2.0.0", false)).isNull();
    }

    // --- units -----------------------------------------------------------------------------------------------------

    @Test
    void unitsGoWithTheirVersionThereAndBack() throws Exception {
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        releases.publish("3.0.0", 30, TestImages.crashing("3.0.0"));

        machine.update("2.0.0", false);
        assertThat(machine.units()).isEqualTo(TestMachine.unitsOf("2.0.0"));

        assertThat(machine.update("3.0.0", false)).isNotNull();
        assertThat(machine.units()).isEqualTo(TestMachine.unitsOf("2.0.0"));

        machine.update("1.0.0", true);
        assertThat(machine.units())
                .isEqualTo("[noderax-agent-more.path: more of unit of 1.0.0, noderax-agent.service: unit of 1.0.0]");
        assertThat(machine.unitNames()).containsExactly("noderax-agent-more.path", "noderax-agent.service");
    }

    @Test
    void aUnitThatANewVersionBringsGoesWithItUnlessItsServiceRuns() throws Exception {
        releases.publish("2.0.0", 20, TestImages.crashing("2.0.0"));

        machine.update("2.0.0", false);
        assertThat(machine.unitNames()).containsExactly("noderax-agent.service");

        machine.active.add("noderax-agent-more.service");
        machine.update("2.0.0", false);
        assertThat(machine.unitNames()).containsExactly("noderax-agent-more.path", "noderax-agent.service");
    }

    @Test
    void unitsOfAnOlderHolderStayAsLongAsItRuns() throws Exception {
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        releases.publish("3.0.0", 30, TestImages.good("3.0.0"));
        machine.addUnit("noderax-agent-holder-1.socket");
        machine.addUnit("noderax-agent-holder-1.service");
        machine.active.add("noderax-agent-holder-1.service");

        machine.update("2.0.0", false);
        assertThat(machine.unitNames()).contains("noderax-agent-holder-1.service", "noderax-agent-holder-1.socket");

        machine.active.clear();
        machine.update("3.0.0", false);
        assertThat(machine.unitNames()).containsExactly("noderax-agent-more.path", "noderax-agent.service");
    }

    @Test
    void aVersionThatSaysNothingOfUnitsLeavesThemAsTheyAre() throws Exception {
        String launcher = TestMachine.launcher("2.0.0", "").replaceFirst("echo '[{]\"units[^\n]*\n[^\n]*", "exit 2");
        releases.publish(
                "2.0.0",
                20,
                new TarGz().folder("top").program("top/noderax-agent", launcher).bytes());

        assertThat(machine.update("2.0.0", false)).isNull();

        assertThat(machine.units()).isEqualTo(TestMachine.unitsOf("1.0.0"));
    }

    @Test
    void aUnitThatCannotBeOneOfTheAgentRefusesTheVersion() throws Exception {
        String launcher = TestMachine.launcher("2.0.0", "").replace("noderax-agent-more.path", "ssh.service");
        releases.publish(
                "2.0.0",
                20,
                new TarGz().folder("top").program("top/noderax-agent", launcher).bytes());

        assertThat(machine.update("2.0.0", false))
                .isEqualTo("the version's unit ssh.service cannot be one of the agent");
        assertThat(machine.units()).isEqualTo(TestMachine.unitsOf("1.0.0"));
        assertThat(machine.running()).isEqualTo("1.0.0");
    }

    // --- the trial -------------------------------------------------------------------------------------------------

    @Test
    void aServerThatAsksToWaitIsNotTheNewVersionsFault() {
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        machine.failFor("throttled", Duration.ofMinutes(20));

        assertThat(machine.update("2.0.0", false)).isNull();
        assertThat(machine.told)
                .anyMatch(progress -> String.valueOf(progress.message())
                        .equals("Version 2.0.0 is on trial: it waits for the control plane: it says throttled."));
    }

    @Test
    void aServerThatFailsOrIsAwayIsNotEither() {
        int counter = 20;
        for (String code : List.of("server-error", "server-away")) {
            String version = "2." + counter + ".0";
            releases.publish(version, counter++, TestImages.good(version));
            machine.failFor(code, Duration.ofMinutes(20));
            assertThat(machine.update(version, false)).as(code).isNull();
        }
    }

    @Test
    void aServerThatNobodyReachesIsNotButOneThatTheUpdaterReachesIs() {
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        releases.publish("3.0.0", 30, TestImages.good("3.0.0"));
        machine.serverAnswers = false;
        machine.failFor("connection-refused", Duration.ofMinutes(20));
        assertThat(machine.update("2.0.0", false)).isNull();

        machine.serverAnswers = true;
        machine.failFor("tls-failed", Duration.ofMinutes(20));

        assertThat(machine.update("3.0.0", false))
                .isEqualTo("version 3.0.0 has not proven itself within 180 s: its claims fail: it says tls-failed");
        assertThat(machine.running()).isEqualTo("2.0.0");
    }

    @Test
    void patienceWithTheServerHasALimitWithAReasonOfItsOwn() {
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        machine.failFor("throttled", Duration.ofHours(5));

        assertThat(machine.update("2.0.0", false))
                .isEqualTo(
                        "version 2.0.0 could not prove itself, because the control plane was not to be had for 1800 s:"
                                + " it waits for the control plane: it says throttled");
        assertThat(machine.running()).isEqualTo("1.0.0");
    }

    // --- rollbacks -------------------------------------------------------------------------------------------------

    @Test
    void whatTheNodeHasKeptComesBackWithoutAnyRelease() {
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        machine.update("2.0.0", false);
        int before = server.calls().size();

        assertThat(machine.update("1.0.0", true)).isNull();

        assertThat(machine.running()).isEqualTo("1.0.0");
        assertThat(server.calls()).hasSize(before);
        assertThat(machine.update("2.0.0", false)).as("forward again").isNull();
    }

    @Test
    void anOlderReleaseNeedsTheWordRollbackAndAGoodSignature() {
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        releases.publish("0.9.0", 9, TestImages.good("0.9.0"));
        machine.update("2.0.0", false);

        assertThat(machine.update("0.9.0", false))
                .isEqualTo("release 0.9.0 is older than what this node has had: its counter is 9, the node's 20"
                        + " (ask for a rollback if that is meant)");
        assertThat(machine.update("0.9.0", true)).isNull();
        assertThat(machine.running()).isEqualTo("0.9.0");
    }

    @Test
    void aCounterOnceSeenIsRememberedThroughARollback() {
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        releases.publish("1.5.0", 15, TestImages.good("1.5.0"));
        machine.update("2.0.0", false);
        machine.update("1.0.0", true);

        assertThat(machine.update("1.5.0", false)).contains("its counter is 15, the node's 20");
    }

    // --- what is refused -------------------------------------------------------------------------------------------

    @Test
    void aReleaseThatAnotherHasSignedIsRefused() {
        new TestReleases(releases.folder()).publish("2.0.0", 20, TestImages.good("2.0.0"));

        assertThat(machine.update("2.0.0", true))
                .startsWith("the signature of release 2.0.0 is not by one of the keys that this node trusts");
        assertThat(machine.running()).isEqualTo("1.0.0");
        assertThat(server.calls()).noneMatch(call -> call.endsWith(".tar.gz"));
    }

    @Test
    void aManifestThatWasChangedAfterSigningIsRefused() throws Exception {
        Path release = releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        Path manifest = release.resolve("release.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"counter\":20", "\"counter\":99"));

        assertThat(machine.update("2.0.0", false)).startsWith("the signature of release 2.0.0");
    }

    @Test
    void withoutAKeyNothingIsTrusted() throws Exception {
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        Files.delete(folder.resolve("etc/noderax-agent/release-key.pub"));

        assertThat(machine.update("2.0.0", false)).startsWith("this node trusts no key for releases");
        Files.writeString(machine.root.resolve("versions/1.0.0/release-key.pub"), releases.publicKeyPem());
        assertThat(machine.update("2.0.0", false)).isNull();

        releases.publish("3.0.0", 30, TestImages.good("3.0.0"));
        assertThat(machine.update("3.0.0", false))
                .as("an image without keys keeps those of before")
                .isNull();
    }

    @Test
    void aManifestOfAnotherVersionIsRefused() {
        byte[] image = TestImages.good("3.0.0");
        releases.publish(TestReleases.manifest("3.0.0", 30, image), "2.0.0", image);

        assertThat(machine.update("2.0.0", false)).isEqualTo("the manifest of release 2.0.0 is of version 3.0.0");
    }

    @Test
    void anImageThatIsNotWhatTheManifestSaysIsRefused() throws Exception {
        byte[] image = TestImages.good("2.0.0");
        Path release = releases.publish("2.0.0", 20, image);
        byte[] other = image.clone();
        other[image.length / 2] ^= 1;
        Files.write(release.resolve(TestReleases.name("2.0.0", "x86_64")), other);
        assertThat(machine.update("2.0.0", false)).contains("is not what its manifest says: its SHA-256 is");

        Files.write(release.resolve(TestReleases.name("2.0.0", "x86_64")), Arrays.copyOf(image, image.length + 1));
        assertThat(machine.update("2.0.0", false)).isEqualTo("more than the announced " + image.length + " bytes came");
        assertThat(machine.running()).isEqualTo("1.0.0");
        assertThat(machine.names()).containsExactly("current", "proven", "versions/1.0.0");
    }

    @Test
    void anImageThatIsCutOffIsRefusedAlsoWhenItIsWellSigned() {
        byte[] image = TestImages.good("2.0.0");
        for (int length : List.of(image.length - 1, image.length / 2, 40, 0)) {
            byte[] cut = Arrays.copyOf(image, length);
            releases.publish(TestReleases.manifest("2.0.0", 20, cut), "2.0.0", cut);
            assertThat(machine.update("2.0.0", false))
                    .as("%d of %d bytes", length, image.length)
                    .startsWith("the image is refused: it ends in the middle");
        }
    }

    @Test
    void anArchiveThatReachesOutsideItsFolderIsRefusedAndNothingIsWrittenThere() {
        List<TarGz> hostile = List.of(
                TestImages.of("2.0.0", "").file("noderax-agent-2.0.0/../../../escaped", "x"),
                TestImages.of("2.0.0", "").file("../escaped", "x"),
                TestImages.of("2.0.0", "").file("/escaped", "x"),
                TestImages.of("2.0.0", "").file("another/escaped", "x"),
                TestImages.of("2.0.0", "").file("noderax-agent-2.0.0//escaped", "x"),
                TestImages.of("2.0.0", "").link("noderax-agent-2.0.0/app/way", "../../.."),
                TestImages.of("2.0.0", "")
                        .link("noderax-agent-2.0.0/way", "/etc")
                        .file("noderax-agent-2.0.0/way/x", "x"),
                TestImages.of("2.0.0", "").entry("noderax-agent-2.0.0/hard", '1', "/etc/passwd", new byte[0], 0644),
                TestImages.of("2.0.0", "").entry("noderax-agent-2.0.0/device", '3', "", new byte[0], 0644),
                TestImages.of("2.0.0", "").file("noderax-agent-2.0.0/app/agent.jar", "twice"));
        for (TarGz archive : hostile) {
            releases.publish("2.0.0", 20, archive.bytes());
            assertThat(machine.update("2.0.0", false)).startsWith("the image is refused: ");
            assertThat(machine.names()).containsExactly("current", "proven", "versions/1.0.0");
        }
        assertThat(folder.resolve("escaped")).doesNotExist();
        assertThat(machine.root.resolve("escaped")).doesNotExist();
    }

    @Test
    void anImageWithoutALauncherOrWithOneThatCannotStartIsRefused() {
        releases.publish("2.0.0", 20, new TarGz().file("x/app/agent.jar", "x").bytes());
        assertThat(machine.update("2.0.0", false))
                .isEqualTo("the image is refused: there is no program noderax-agent in it");

        releases.publish(
                "2.0.0", 20, new TarGz().file("x/noderax-agent", "#!/bin/sh\n").bytes());
        assertThat(machine.update("2.0.0", false))
                .isEqualTo("the image is refused: there is no program noderax-agent in it");

        releases.publish(
                "2.0.0",
                20,
                new TarGz()
                        .program("x/noderax-agent", "#!/bin/sh\necho torn; exit 3\n")
                        .bytes());
        assertThat(machine.update("2.0.0", false))
                .isEqualTo(
                        "the new version cannot start here: `noderax-agent version` ended with code 3 and said \"torn\"");

        releases.publish("2.0.0", 20, TestImages.good("7.7.7"));
        assertThat(machine.update("2.0.0", false)).startsWith("the new version cannot start here");
    }

    @Test
    void whatIsNoArchiveNoReleaseOrOfAnotherMachineIsRefused() {
        byte[] text = "not an archive at all".getBytes(StandardCharsets.UTF_8);
        releases.publish("2.0.0", 20, text);
        assertThat(machine.update("2.0.0", false)).startsWith("the image is refused: it is no gzip");

        assertThat(machine.update("5.0.0", false))
                .isEqualTo("release.json cannot be fetched: the control plane answers 404: Release was not found");

        JsonObject foreign = JsonObject.builder()
                .putAll(TestReleases.manifest("2.0.0", 20, text))
                .put("files", List.of())
                .build();
        releases.publish(foreign, "2.0.0", text);
        assertThat(machine.update("2.0.0", false))
                .isEqualTo("release 2.0.0 has no image for this machine's architecture, x86_64");
    }

    @Test
    void aConnectionThatBreaksGoesOnWhereItBroke() {
        byte[] image = TestImages.good("2.0.0");
        releases.publish("2.0.0", 20, image);
        server.cutOnceAfter(image.length / 3);

        assertThat(machine.update("2.0.0", false)).isNull();
        assertThat(server.calls()).anyMatch(call -> call.contains(".tar.gz bytes="));
    }

    @Test
    void aServerThatAsksToWaitIsAskedAgain() {
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        server.answerOnce(429);
        assertThat(machine.update("2.0.0", false)).isNull();
    }

    @Test
    void aSecondRequestIsRefusedWhileOneIsNotOverAndTheSameIsTakenForOne() throws Exception {
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        machine.ask("2.0.0", false);

        machine.ask("2.0.0", false);

        assertThatThrownBy(() -> machine.ask("3.0.0", false))
                .isInstanceOf(UpdateRefused.class)
                .hasMessage("the update to version 2.0.0 is not over yet");
        assertThat(machine.finish()).isNull();
    }

    @Test
    void theVersionThatRunsIsReportedAtOnce() {
        assertThat(machine.update("1.0.0", false)).isNull();
        assertThat(machine.lastTold().progressPercent()).isEqualTo(100);
        assertThat(machine.running()).isEqualTo("1.0.0");
    }
}
