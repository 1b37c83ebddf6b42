package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server's packages on a Debian with a real systemd and without Java. */
class ServerPackageIT {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String PASSWORD_FILE = "/var/lib/noderax/first-password";

    private static OpenFolder folder;
    private static DebianMachine machine;
    private static PackingRun packages;

    @BeforeAll
    static void start() {
        assumeTrue(DebianMachine.isWanted(), "needs root");
        folder = OpenFolder.create();
        packages = PackingRun.of("package-server", Path.of("target", "server-package"), "deb rpm");
        machine = DebianMachine.boot(folder);
    }

    @AfterAll
    static void stop() {
        if (machine != null) {
            machine.close();
        }
        if (folder != null) {
            folder.close();
        }
    }

    @Test
    void aDebIsInstalledUpgradedWithItsDataRemovedAndPurgedWithoutTrace() throws Exception {
        SortedSet<String> before = DebianPackages.files(machine);
        String url = configure();
        machine.copy(packages.file("deb"), "/root/server.deb");
        machine.copy(DebianPackages.newer(folder, packages.file("deb")), "/root/newer.deb");

        install("/root/server.deb");
        awaitReady(url);
        assertThat(users()).contains("noderax-server");
        assertThat(machine.shell("tr '\\0' ' ' </proc/$(systemctl show -P MainPID noderax-server)/cmdline"))
                .contains("-XX:AOTCache=/opt/noderax-server/cache/");
        assertThat(machine.run("stat", "-c", "%a %U", PASSWORD_FILE)).isEqualTo("600 noderax-server");
        String password = machine.run("cat", PASSWORD_FILE);
        assertThat(machine.journal("noderax-server")).contains(PASSWORD_FILE).doesNotContain(password);
        Operator operator = Operator.signIn(url, "admin@noderax.local", password);
        TestNode node = enroll(operator, url);

        install("/root/newer.deb");
        awaitReady(url);
        assertThat(machine.run("dpkg-query", "-W", "-f", "${Version}", "noderax-server"))
                .isEqualTo("0.1.0");
        assertThat(Operator.signIn(url, "admin@noderax.local", password)
                        .http()
                        .get("/api/v1/nodes/" + node.id())
                        .body()
                        .text("hostname"))
                .isEqualTo("kept");

        machine.run("dpkg", "--remove", "noderax-server");
        assertThat(machine.files()).contains("/var/lib/noderax/postgres/data", "/etc/noderax/server.env");
        assertThat(users()).doesNotContain("noderax-server");
        machine.run("dpkg", "--purge", "noderax-server");
        machine.shell("rm /root/*.deb");
        assertThat(DebianPackages.files(machine)).isEqualTo(before);
        assertThat(machine.end("id", "noderax-server").code()).isNotZero();
    }

    @Test
    void anRpmBringsTheSameFilesAndItsScriptletsRunTheServer() throws IOException {
        String url = configure();
        Path rpm = packages.file("rpm");

        DebianPackages.installRpm(machine, rpm);
        awaitReady(url);
        assertThat(machine.run("id", "-nG", "noderax-server")).isEqualTo("noderax-server");
        assertThat(machine.run("systemctl", "is-enabled", "noderax-server")).isEqualTo("enabled");
        assertThat(machine.end("/usr/bin/noderax", "--help").out()).contains("nodes");

        DebianPackages.removeRpm(machine, rpm, "noderax-server");
        assertThat(machine.files())
                .contains("/var/lib/noderax/postgres/data")
                .noneMatch(file -> file.startsWith("/opt/noderax-server") || file.endsWith("noderax-server.service"));
        machine.shell("userdel noderax-server; rm -rf /var/lib/noderax /etc/noderax; systemctl daemon-reload");
    }

    /** Whose processes run there. */
    private static List<String> users() {
        return machine.shell(
                        "cat /proc/[0-9]*/status 2>/dev/null | awk '/^Uid:/ { print $2 }' | sort -u | xargs -n 1 id -un")
                .lines()
                .toList();
    }

    /** On a port of its own: the machine shares the network of this one. */
    private static String configure() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path settings = machine.root().resolve("etc/noderax");
        Files.createDirectories(settings);
        Files.writeString(settings.resolve("server.env"), """
                NODERAX_PORT=%d
                AGENT_PUBLIC_API_URL=http://127.0.0.1:%d
                """.formatted(port, port));
        return "http://127.0.0.1:" + port;
    }

    private static void install(String deb) {
        machine.shell("DEBIAN_FRONTEND=noninteractive dpkg --force-confold --force-unsafe-io -i " + deb);
    }

    private static void awaitReady(String url) {
        new WaitLoop("the installed server is ready", LONGEST).until(() -> {
            if (machine.property("noderax-server", "ActiveState").equals("failed")) {
                throw new AssertionError(machine.journal("noderax-server"));
            }
            return Http.isReady(url);
        });
    }

    private static TestNode enroll(Operator operator, String url) {
        Http.Answer prepared = operator.http()
                .post(
                        "/api/v1/workspaces/" + operator.workspace() + "/node-installs",
                        JsonObject.of("nodeName", "kept"));
        Http.Answer joined = new Http(url, Map.of())
                .post(
                        "/api/v1/node-installs/consume",
                        JsonObject.builder()
                                .put(
                                        "token",
                                        String.valueOf(prepared.body().text("installCommand"))
                                                .replaceFirst("(?s).*--bootstrap-token '([^']+)'.*", "$1"))
                                .put("hostname", "kept")
                                .build());
        return new TestNode(
                url,
                String.valueOf(joined.body().text("nodeId")),
                String.valueOf(joined.body().text("agentToken")));
    }
}
