package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.release.TestReleases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The life of a node on a machine with systemd and without Java: installed by the one command, updated while a task runs, brought back
 * from a version that crashes, without power in the middle of an update, and removed. One machine for all, so in order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpdateServiceIT {
    private static final String UNIT = "noderax-agent.service";

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;
    private static DebianMachine machine;
    private static SortedSet<String> before;
    private static String node;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(DebianMachine.isWanted(), "needs root");
        folder = OpenFolder.create();
        TestReleases releases = new TestReleases(folder.path().resolve("releases"));
        AgentImages images = new AgentImages(folder, releases.publicKeyPem());
        releases.publish("9.0.0", 90, images.good("9.0.0"));
        releases.publish("9.1.0", 91, images.good("9.1.0"));
        releases.publish("9.2.0", 92, images.crashing("9.2.0"));
        releases.publish("9.3.0", 93, images.good("9.3.0"));
        int port = ServerProcess.freePort();
        server = ServerProcess.start(
                folder,
                Map.of(
                        "AGENT_PUBLIC_API_URL",
                        "http://127.0.0.1:" + port,
                        "NODERAX_RELEASES",
                        releases.folder().toString(),
                        "NODERAX_UPDATES_LOOK_SECONDS",
                        "1"),
                port);
        operator = server.operator();
        machine = DebianMachine.boot(folder);
        Path sudo = machine.root().resolve("usr/local/bin/sudo");
        Files.writeString(sudo, "#!/bin/sh\nexec \"$@\"\n");
        Files.setPosixFilePermissions(sudo, PosixFilePermissions.fromString("rwxr-xr-x"));
        before = DebianPackages.files(machine);
    }

    @AfterAll
    static void stop() {
        if (machine != null) {
            machine.close();
        }
        if (server != null) {
            server.close();
            folder.close();
        }
    }

    @Test
    @Order(1)
    void theOneCommandMakesANodeThatRunsATask() {
        JsonObject prepared = operator.http()
                .post(
                        "/api/v1/workspaces/" + operator.workspace() + "/node-installs",
                        JsonObject.of("nodeName", machine.name()))
                .body();

        machine.run("mount", "-o", "remount,noexec", "/tmp");
        machine.shell(prepared.text("installCommand") + " --version 9.0.0");

        node = machine.shell(
                "sed -n 's/.*\"node_id\": *\"\\([^\"]*\\)\".*/\\1/p' /var/lib/noderax-agent/agent_identity.json");
        assertThat(lines("id -un; command -v java || echo no Java")).containsExactly("noderax", "no Java");
        assertThat(machine.run("noderax-agent", "version")).startsWith("noderax-agent 9.0.0 ");
        assertThat(description()).isEqualTo("Noderax agent");
        // A trial ends after a claim: this is how long an empty one is parked. And its times, short enough to be waited
        // for.
        machine.run("noderax-agent", "config", "set", "task_poll_interval", "2s");
        machine.shell("""
                cd /etc/systemd/system && mkdir noderax-agent-update.service.d
                sed -n '/ExecStart/{s/^/[Service]\\nExecStart=\\n/;s/updater.$/updater --stable 2s --trial 20s'"'"'/;p}' \
                    noderax-agent-update.service >noderax-agent-update.service.d/short.conf
                systemctl daemon-reload && noderax-agent restart""");
    }

    @Test
    @Order(2)
    void aTaskGoesOnWhileTheAgentIsUpdatedAndItsLogIsWhole() {
        String task = operator.queue(
                node, "n=0; while [ ! -e /tmp/go-on ]; do n=$((n+1)); echo $n; sleep 0.02; done; echo $n; exit 7");
        operator.awaitStatus(task, "running");

        await(rollout("9.1.0"), "completed");

        assertThat(operator.status(task)).isEqualTo("running");
        machine.run("touch", "/tmp/go-on");
        operator.awaitStatus(task, "failed", "success");
        operator.awaitLog(task, "complete");
        assertThat(operator.reason(task)).isEqualTo("exit-code");
        assertThat(operator.task(task).object("result").get("exitCode")).isEqualTo(7L);
        List<String> lines = operator.lines(task);
        assertThat(lines.getLast()).isEqualTo(lines.get(lines.size() - 2));
        for (int i = 0; i < lines.size() - 1; i++) {
            assertThat(lines.get(i)).isEqualTo(Integer.toString(i + 1));
        }
        assertRuns("9.1.0");
        assertThat(machine.run("ls", "/opt/noderax-agent/versions")).isEqualTo("9.0.0\n9.1.0");
    }

    @Test
    @Order(3)
    void aVersionThatCrashesComesBackAndTheServerKnowsWhy() {
        JsonObject rollout = rollout("9.2.0");

        await(rollout, "paused");

        assertThat(seen(rollout).toString())
                .contains("version 9.2.0 has not proven itself within 20 s")
                .contains("version 9.1.0 is back");
        operator.http().post("/api/v1/agent-updates/rollouts/" + rollout.text("id") + "/cancel", JsonObject.EMPTY);
        assertRuns("9.1.0");
        assertThat(lines("echo back")).containsExactly("back");
        assertThat(machine.run("ls", "-A", "/opt/noderax-agent/versions")).isEqualTo("9.0.0\n9.1.0");
    }

    @Test
    @Order(4)
    void withoutPowerInTheMiddleOfAnUpdateOneGoodVersionRunsAfterTheNextBoot() {
        JsonObject rollout = rollout("9.3.0");
        WaitLoop.until(
                "it is on trial",
                () -> machine.end("readlink", "/opt/noderax-agent/current")
                        .out()
                        .contains("9.3.0"));

        machine.cutPower();

        await(rollout, "completed");
        assertRuns("9.3.0");
        assertThat(lines("echo back")).containsExactly("back");
        assertThat(machine.run("ls", "-A", "/var/lib/noderax-agent-update")).isEqualTo("counter\nlock");
    }

    @Test
    @Order(5)
    void aRemovalLeavesNothing() {
        machine.run("noderax-agent", "uninstall");

        SortedSet<String> left = DebianPackages.files(machine);
        left.removeAll(before);
        left.removeIf(file -> file.startsWith("/var/tmp/systemd-private"));
        assertThat(left).isEmpty();
        assertThat(machine.shell("ls -d /run/noderax* /tmp/noderax* 2>/dev/null || true"))
                .isEmpty();
        assertThat(machine.shell("getent passwd noderax; getent group noderax; true"))
                .isEmpty();
        assertThat(machine.run("systemctl", "list-units", "--all", "--plain", "--no-legend", "noderax*"))
                .isEmpty();
        assertThat(machine.shell("readlink /proc/[0-9]*/exe | grep noderax || true"))
                .isEmpty();
    }

    /** It runs, and the machine knows its units. */
    private static void assertRuns(String version) {
        assertThat(machine.run("readlink", "/opt/noderax-agent/current", "/opt/noderax-agent/proven"))
                .isEqualTo("versions/%1$s\nversions/%1$s".formatted(version));
        assertThat(machine.run("noderax-agent", "version")).startsWith("noderax-agent " + version + " ");
        new WaitLoop("the agent runs", Duration.ofMinutes(1))
                .until(() -> machine.property(UNIT, "ActiveState").equals("active"));
        assertThat(machine.shell("readlink /proc/" + machine.property(UNIT, "MainPID") + "/exe"))
                .startsWith("/opt/noderax-agent/versions/" + version + "/");
        assertThat(description()).isEqualTo("Noderax agent, version " + version);
        assertThat(machine.property(UNIT, "NeedDaemonReload")).isEqualTo("no");
        assertThat(machine.run("find", "/etc/systemd/system", "-name", ".*")).isEmpty();
    }

    private static String description() {
        return machine.property(UNIT, "Description");
    }

    /** What a task says that runs to its end. */
    private static List<String> lines(String command) {
        String task = operator.queue(node, command);
        operator.awaitStatus(task, "success", "failed");
        operator.awaitLog(task, "complete");
        return operator.lines(task);
    }

    private static JsonObject rollout(String version) {
        Http.Answer created = operator.http()
                .post(
                        "/api/v1/agent-updates/rollouts",
                        JsonObject.builder()
                                .put("nodeIds", List.of(node))
                                .put("version", version)
                                .build());
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.body();
    }

    private static JsonObject seen(JsonObject rollout) {
        return operator.http()
                .get("/api/v1/agent-updates/rollouts/" + rollout.text("id"))
                .body();
    }

    private static void await(JsonObject rollout, String wanted) {
        new WaitLoop("the rollout is " + wanted, Duration.ofMinutes(2)).until(() -> {
            JsonObject now = seen(rollout);
            String status = String.valueOf(now.text("status"));
            if (!status.equals(wanted) && !status.equals("running")) {
                throw new AssertionError(now + "\n" + machine.journal("noderax-agent-update.service"));
            }
            return status.equals(wanted);
        });
    }
}
