package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
 * A Debian without Java becomes a node by the one command of the real server, which stands behind a path prefix; and by the agent's
 * packages. One machine for all, so in order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeInstallIT {
    private static OpenFolder folder;
    private static PrefixProxy proxy;
    private static ServerProcess server;
    private static Operator operator;
    private static DebianMachine machine;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(DebianMachine.isWanted(), "needs root");
        folder = OpenFolder.create();
        proxy = new PrefixProxy();
        PackingRun release = AgentPackage.release();
        server = ServerProcess.start(
                folder,
                Map.of(
                        "NODERAX_RELEASES",
                        release.folder().toString(),
                        "NODERAX_RELEASE_KEY",
                        release.folder().resolve("signing-key.pub").toString(),
                        "AGENT_PUBLIC_API_URL",
                        proxy.url()));
        proxy.front(server.url());
        operator = server.operator();
        machine = DebianMachine.boot(folder);
        Path sudo = machine.root().resolve("usr/local/bin/sudo");
        Files.writeString(sudo, "#!/bin/sh\nexec \"$@\"\n");
        Files.setPosixFilePermissions(sudo, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterAll
    static void stop() {
        if (machine != null) {
            machine.close();
            server.close();
            proxy.close();
            folder.close();
        }
    }

    @Test
    @Order(1)
    void whatCannotGoOnSaysWhyHereAndToTheOperator() {
        assertThat(failure(command("nobody")
                        .replaceFirst("--bootstrap-token '[^']+'", "--bootstrap-token 'unknown-token'")))
                .contains("does not know this bootstrap token");
        assertThat(failure(command("nowhere")
                        .replaceFirst("--api-url '[^']+'", "--api-url 'http://no-such-name.invalid'")))
                .contains("The name of the server in http://no-such-name.invalid cannot be found");

        JsonObject prepared = prepare("web-1");
        assertThat(failure(prepared.text("installCommand") + " --version 9.9.9"))
                .contains("The server has no agent to give");
        assertThat(install(prepared).text("status")).isEqualTo("failed");
        assertThat(install(prepared).text("statusMessage")).contains("The server has no agent to give");
        assertThat(machine.shell("ls -A /opt/noderax-agent")).isEmpty();
    }

    @Test
    @Order(1)
    void aMachineThatCannotBeANodeSaysWhyAndTheOperatorIsToldToo() {
        refused("runuser -u nobody -- bash", "This has to run as root");
        refused(bashAfter("mount -t tmpfs none /run/systemd"), "systemd does not run here");
        refused(bashAfter("mount -t tmpfs -o noexec none /opt"), "mounted noexec");
        refused(bashAfter("mount -t tmpfs -o size=40m none /opt"), "MB are needed");
        refused(
                bashAfter("mkdir -p /opt/noderax-agent; exec 8</opt/noderax-agent; flock 8"),
                "Another installation is under way");
        String key = "mount -t tmpfs none /etc/noderax-agent"
                + " && openssl genpkey -algorithm ed25519 | openssl pkey -pubout -out /etc/noderax-agent/release-key.pub";
        machine.run("mkdir", "/etc/noderax-agent");
        refused(bashAfter(key), "The signature of the release is not by a key in");
        machine.run("rmdir", "/etc/noderax-agent");
        assertThat(machine.shell("ls -A /opt/noderax-agent")).isEmpty();
    }

    @Test
    @Order(2)
    void aDamagedDownloadIsRefusedAndTheSameCommandWorksAfterwards() {
        JsonObject prepared = prepare("web-2");
        proxy.damage(bytes -> {
            bytes[bytes.length / 2] ^= 1;
            return bytes;
        });
        assertThat(failure(prepared.text("installCommand"))).contains("The checksum of the downloaded agent is wrong");
        assertThat(install(prepared).text("statusMessage")).contains("checksum");
        assertThat(machine.shell("ls -A /opt/noderax-agent")).isEmpty();

        proxy.damage(bytes -> bytes);
        machine.shell(String.valueOf(prepared.text("installCommand")));
        WaitLoop.until(
                "the installation is complete",
                () -> "completed".equals(install(prepared).text("status")));
        assertThat(machine.run("cat", "/opt/noderax-agent/current/release-counter"))
                .matches("[1-9][0-9]*");
        uninstall(prepared);
        assertThat(machine.files())
                .noneMatch(
                        file -> file.contains("noderax") && !file.startsWith("/var/log/") && !file.startsWith("/tmp/"));
    }

    @Test
    @Order(3)
    void theOneCommandMakesANodeThatRunsTasksAndReportsItsStagesInOrder() {
        int heard = proxy.stages().size();
        JsonObject prepared = prepare("web-3");

        machine.shell(String.valueOf(prepared.text("installCommand")));

        assertThat(distinct(proxy.stages().subList(heard, proxy.stages().size())))
                .containsExactly(
                        "installer_started 8",
                        "dependencies_installing 18",
                        "dependencies_ready 30",
                        "service_user_ready 45",
                        "binary_download_started 60",
                        "binary_downloaded 74",
                        "agent_bootstrapping 88",
                        "identity_saved 95",
                        "service_started 100");
        WaitLoop.until("the node is known", () -> install(prepared).text("nodeId") != null);
        String task = operator.queue(
                String.valueOf(install(prepared).text("nodeId")), "id -un; command -v java || echo none");
        operator.awaitStatus(task, "success", "failed");
        operator.awaitLog(task, "complete");
        assertThat(operator.lines(task)).containsExactly("noderax", "none");
        uninstall(prepared);
    }

    @Test
    @Order(4)
    void aDebIsInstalledEnrolledUpgradedRemovedAndPurgedWithoutTrace() throws IOException {
        SortedSet<String> before = DebianPackages.files(machine);
        Path deb = AgentPackage.release().file("deb");
        machine.copy(deb, "/root/agent.deb");
        machine.copy(DebianPackages.newer(folder, deb), "/root/newer.deb");

        machine.run("dpkg", "--force-unsafe-io", "-i", "/root/agent.deb");
        assertThat(machine.property("noderax-agent", "ActiveState")).isEqualTo("inactive");
        JsonObject prepared = prepare("web-4");
        machine.run(
                "noderax-agent",
                "install",
                "--non-interactive",
                "--api-url",
                proxy.url(),
                "--bootstrap-token",
                String.valueOf(prepared.text("installCommand"))
                        .replaceFirst("(?s).*--bootstrap-token '([^']+)'.*", "$1"));
        assertThat(machine.property("noderax-agent", "ActiveState")).isEqualTo("active");
        String identity = machine.run("cat", "/var/lib/noderax-agent/agent_identity.json");

        machine.run("dpkg", "--force-unsafe-io", "-i", "/root/newer.deb");
        assertThat(machine.property("noderax-agent", "ActiveState")).isEqualTo("active");
        assertThat(machine.run("cat", "/var/lib/noderax-agent/agent_identity.json"))
                .isEqualTo(identity);

        machine.run("dpkg", "--remove", "noderax-agent");
        assertThat(machine.files())
                .contains("/var/lib/noderax-agent/agent_identity.json", "/etc/noderax-agent/config.json")
                .doesNotContain("/opt/noderax-agent", "/usr/local/bin/noderax-agent");
        machine.run("dpkg", "--purge", "noderax-agent");
        machine.shell("rm /root/*.deb");
        assertThat(DebianPackages.files(machine)).isEqualTo(before);
    }

    @Test
    @Order(5)
    void anRpmBringsTheSameImageAndItsScriptletsSetUpTheService() {
        Path rpm = AgentPackage.release().file("rpm");
        DebianPackages.installRpm(machine, rpm);
        assertThat(machine.run("noderax-agent", "version")).contains("0.1.0");
        assertThat(machine.run("id", "-nG", "noderax")).contains("noderax");
        assertThat(machine.run("systemctl", "is-enabled", "noderax-agent")).isEqualTo("enabled");
        assertThat(machine.property("noderax-agent", "ActiveState")).isEqualTo("inactive");

        DebianPackages.removeRpm(machine, rpm, "noderax-agent");
        assertThat(machine.files())
                .noneMatch(file -> file.startsWith("/opt/noderax-agent"))
                .doesNotContain("/etc/systemd/system/noderax-agent.service", "/usr/local/bin/noderax-agent");
    }

    private static List<String> distinct(List<String> stages) {
        return stages.stream().distinct().toList();
    }

    /** The machine's name is free again afterwards. */
    private static void uninstall(JsonObject prepared) {
        machine.run("noderax-agent", "uninstall");
        String node = install(prepared).text("nodeId");
        assertThat(operator.http().delete("/api/v1/nodes/" + node).status()).isEqualTo(200);
    }

    private static JsonObject prepare(String name) {
        Http.Answer prepared = operator.http()
                .post("/api/v1/workspaces/" + operator.workspace() + "/node-installs", JsonObject.of("nodeName", name));
        assertThat(prepared.status()).as(prepared.text()).isEqualTo(201);
        return prepared.body();
    }

    private static JsonObject install(JsonObject prepared) {
        return operator.http()
                .get("/api/v1/workspaces/" + operator.workspace() + "/node-installs/" + prepared.text("installId"))
                .body();
    }

    private static String command(String name) {
        return String.valueOf(prepare(name).text("installCommand"));
    }

    /** The shell of the command is another one. */
    private static void refused(String bash, String why) {
        JsonObject prepared = prepare("refused");
        String command = String.valueOf(prepared.text("installCommand"));
        assertThat(command).contains("sudo bash -s");
        assertThat(failure(command.replace("sudo bash", bash))).contains(why);
        assertThat(install(prepared).text("status")).isEqualTo("failed");
        assertThat(install(prepared).text("statusMessage")).contains(why);
    }

    /** A bash that runs after something that only it can see. */
    private static String bashAfter(String before) {
        return "unshare --mount sh -c '" + before + "; exec bash \"$@\"' sh";
    }

    /** What a command complains of that does not end well. */
    private static String failure(String command) {
        HostCommand ended = machine.end("bash", "-o", "pipefail", "-c", command);
        assertThat(ended.code()).as(ended.out() + ended.err()).isNotZero();
        return ended.err();
    }
}
