package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.protocol.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Packages on this very machine, where it is a Debian and the test is root: a real server, a real agent, a real package. */
class PackagesIT {
    private static final String REAL = "hello";
    private static final Path PROGRAM = Path.of("/usr/bin/hello");
    private static final String TINY = "noderax-test-package";
    private static final String USER = "noderax";

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;
    private static AgentProcess agent;
    private static TinyPackage tiny;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/apt-get")), "no apt here");
        assumeTrue("root".equals(System.getProperty("user.name")), "packages are changed by root alone");
        folder = OpenFolder.create();
        tiny = new TinyPackage(folder.path(), TINY);
        server = ServerProcess.start(folder);
        operator = server.operator();
        TestNode node = allowed("packages");
        agent = new AgentProcess(node, folder.folder("agent"), server.url(), Map.of(), Surroundings.USUAL);
        tiny.close();
        awaitApplied(node);
    }

    /** A node that may change packages. */
    private static TestNode allowed(String name) throws SQLException {
        TestNode node = operator.enroll(name);
        try (Connection database = server.database();
                PreparedStatement grant = database.prepareStatement(
                        "update nodes set root_access_profile = 'operational' where id = ?")) {
            grant.setObject(1, UUID.fromString(node.id()));
            assertThat(grant.executeUpdate()).isEqualTo(1);
        }
        return node;
    }

    private static void awaitApplied(TestNode node) {
        WaitLoop.until(
                "root access is applied",
                () -> "operational"
                        .equals(operator.http()
                                .get("/api/v1/nodes/" + node.id())
                                .body()
                                .text("rootAccessAppliedProfile")));
    }

    @AfterEach
    void nothingIsLeft() {
        tiny.close();
    }

    @AfterAll
    static void stop() {
        if (folder != null) {
            tiny.run(List.of("apt-get", "-y", "-q", "purge", REAL));
            agent.close();
            server.close();
            folder.close();
        }
    }

    @Test
    void aPackageIsFoundInstalledListedAndPurged() {
        isFoundInstalledListedAndPurged(agent.node());
    }

    @Test
    void anAgentThatIsAnOrdinaryUserDoesTheSameThroughTheRootBroker() throws SQLException {
        TestNode node = allowed("packages-of-a-user");
        try (BrokerProcess broker = new BrokerProcess(folder.folder("broker"), USER);
                AgentProcess _ = new AgentProcess(
                        node,
                        folder.folder("agent-of-a-user"),
                        server.url(),
                        Map.of("root_broker_socket", broker.socket().toString()),
                        Surroundings.ofUser(USER))) {
            awaitApplied(node);
            String who = operator.queue(node.id(), "id -un");

            isFoundInstalledListedAndPurged(node);

            operator.awaitLog(who, "complete");
            assertThat(operator.lines(who)).containsExactly(USER);
            assertThat(broker.audit()).contains("packageInstall", "packagePurge", "apt-get");
        }
    }

    private static void isFoundInstalledListedAndPurged(TestNode node) {
        JsonObject found = result(ended(node, "packageSearch", JsonObject.of("query", REAL), "success"));
        assertThat(entry(found, "results", REAL).text("description")).contains("example package");
        assertThat(entry(found, "results", REAL).text("version")).isNotBlank();

        ended(node, "packageInstall", JsonObject.of("names", List.of(REAL)), "success");
        assertThat(PROGRAM).isExecutable();
        assertThat(tiny.run(List.of(PROGRAM.toString()))).isZero();
        JsonObject listed = result(ended(node, "packageList", JsonObject.EMPTY, "success"));
        assertThat(entry(listed, "packages", REAL).text("version")).isNotBlank();
        assertThat(entry(listed, "packages", "dpkg").text("architecture")).isNotBlank();
        assertThat(listed.text("packageManager")).isEqualTo("apt");

        JsonObject purge =
                JsonObject.builder().put("package", REAL).put("purge", true).build();
        JsonObject gone = ended(node, "packageRemove", purge, "success");
        assertThat(result(gone).has("rebootRequired")).isTrue();
        assertThat(PROGRAM).doesNotExist();
        assertThat(entry(result(ended(node, "packageList", JsonObject.EMPTY, "success")), "packages", REAL)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aChangeThatWaitsSaysForWhomAndGoesOn() {
        String task;
        try (DebianLock other = DebianLock.take(folder.path())) {
            task = queue("packageInstall", JsonObject.of("names", List.of(REAL)));
            WaitLoop.until("it waits", () -> operator.reason(task).equals("waiting_lock"));

            JsonObject reason = operator.task(task).object("statusReason");
            JsonObject holder = reason.object("details").object("holder");
            assertThat(holder.get("pid")).isEqualTo(other.pid());
            assertThat(holder.text("command")).contains("HoldsTheLock.java");
            assertThat(reason.text("message"))
                    .contains("process " + other.pid())
                    .contains("at most");
            assertThat(PROGRAM).doesNotExist();
        }
        operator.awaitStatus(task, "success", "failed");
        assertThat(operator.status(task))
                .as(String.valueOf(operator.task(task)))
                .isEqualTo("success");
        assertThat(PROGRAM).isExecutable();
        ended("packagePurge", JsonObject.of("package", REAL), "success");
    }

    @Test
    void anAgentThatTakesOverKnowsWhatKeepsTheTaskAndWhatItsEndMeans() throws Exception {
        String task;
        try (DebianLock _ = DebianLock.take(folder.path())) {
            task = queue("packageInstall", JsonObject.of("names", List.of(REAL)));
            WaitLoop.until("it waits", () -> operator.reason(task).equals("waiting_lock"));
            agent.kill();
        }
        WaitLoop.until("it goes on without the agent", () -> Files.isExecutable(PROGRAM));
        assertThat(operator.reason(task)).isEqualTo("waiting_lock");

        agent.start();

        operator.awaitStatus(task, "success", "failed");
        JsonObject row = operator.task(task);
        assertThat(row.text("status")).as(String.valueOf(row)).isEqualTo("success");
        assertThat(row.object("statusReason").text("code")).isEqualTo("succeeded");
        assertThat(result(row).has("rebootRequired")).isTrue();
        ended("packagePurge", JsonObject.of("package", REAL), "success");
    }

    @Test
    void aChangeThatHasWaitedTooLongNamesTheHolder() {
        try (DebianLock other = DebianLock.take(folder.path())) {
            JsonObject payload = JsonObject.builder()
                    .put("names", List.of(REAL))
                    .put("timeout_seconds", 8)
                    .build();
            String task = queue("packageInstall", payload);
            operator.awaitStatus(task, "failed");

            JsonObject row = operator.task(task);
            assertThat(row.object("statusReason").text("code")).isEqualTo("waiting_lock");
            JsonObject doctor = row.object("result").object("doctor");
            assertThat(doctor.text("state")).isEqualTo("waiting_lock");
            assertThat(doctor.object("holder").get("pid")).isEqualTo(other.pid());
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        JsonObject row = ended("packageInstall", JsonObject.of("names", List.of("noderax-no-such.package")), "failed");

        assertThat(row.object("statusReason").text("code")).isEqualTo("not_found");
        assertThat(result(row).object("doctor").list("packages")).isEqualTo(List.of("noderax-no-such.package"));
        assertThat(row.object("statusReason").text("message")).contains("noderax-no-such.package");
        JsonObject refused = ended("packageInstall", JsonObject.of("names", List.of("-y")), "failed");
        assertThat(refused.object("statusReason").text("message")).contains("(got \"-y\")");
    }

    @Test
    void anInterruptedChangeIsNamedAndAPackageThatAsksDoesNotHangTheRepair() {
        Path archive = tiny.build(
                "1",
                Map.of("etc/noderax-test.conf", "shipped 1\n"),
                Map.of("conffiles", "/etc/noderax-test.conf\n", "postinst", """
                        #!/bin/sh
                        set -e
                        echo 'Shall it be so?'
                        read answer < /dev/tty || answer=none
                        read answer || answer=none
                        test "$answer" = none
                        """));
        tiny.run(List.of("dpkg", "--unpack", archive.toString()), 0);
        tiny.run(List.of("touch", "/var/lib/dpkg/updates/0001"), 0);

        JsonObject row = ended("packageInstall", JsonObject.of("names", List.of(REAL)), "failed");
        assertThat(row.object("statusReason").text("code")).isEqualTo("interrupted_dpkg");
        assertThat(result(row).object("doctor").text("repair")).isEqualTo("packageRepair");

        JsonObject repaired = ended("packageRepair", JsonObject.EMPTY, "success");
        assertThat(repaired.text("output")).contains("Shall it be so?");
        assertThat(entry(result(ended("packageList", JsonObject.EMPTY, "success")), "packages", TINY)
                        .text("version"))
                .isEqualTo("1");
    }

    @Test
    void aChangedConfigurationFileStaysAndNobodyIsAsked() throws Exception {
        Map<String, String> conffiles = Map.of("conffiles", "/etc/noderax-test.conf\n");
        Path first = tiny.build("1", Map.of("etc/noderax-test.conf", "shipped 1\n"), conffiles);
        Path second = tiny.build("2", Map.of("etc/noderax-test.conf", "shipped 2\n"), conffiles);
        tiny.run(List.of("dpkg", "--install", first.toString()), 0);
        Path settings = Path.of("/etc/noderax-test.conf");
        Files.writeString(settings, "mine\n");
        tiny.run(List.of("dpkg", "--unpack", second.toString()), 0);

        ended("packageRepair", JsonObject.EMPTY, "success");

        assertThat(settings).hasContent("mine");
        assertThat(Path.of("/etc/noderax-test.conf.dpkg-dist")).hasContent("shipped 2");
    }

    private static String queue(String type, JsonObject payload) {
        return queue(agent.node(), type, payload);
    }

    private static String queue(TestNode node, String type, JsonObject payload) {
        return operator.queue(JsonObject.builder()
                .put("nodeId", node.id())
                .put("type", type)
                .put("payload", payload)
                .build());
    }

    private static JsonObject ended(String type, JsonObject payload, String status) {
        return ended(agent.node(), type, payload, status);
    }

    private static JsonObject ended(TestNode node, String type, JsonObject payload, String status) {
        String task = queue(node, type, payload);
        operator.awaitStatus(task, "success", "failed", "cancelled");
        JsonObject row = operator.task(task);
        assertThat(row.text("status")).as(row + "\n" + operator.lines(task)).isEqualTo(status);
        return row;
    }

    private static JsonObject result(JsonObject row) {
        JsonObject result = row.object("result");
        return result == null ? JsonObject.EMPTY : result;
    }

    private static JsonObject entry(JsonObject result, String member, String name) {
        return result.list(member).stream()
                .map(JsonObject.class::cast)
                .filter(entry -> name.equals(entry.text("name")))
                .findFirst()
                .orElse(JsonObject.EMPTY);
    }
}
