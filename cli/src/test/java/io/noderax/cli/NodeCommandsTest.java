package io.noderax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done with one node from the command line, against a far side. */
class NodeCommandsTest {
    private static final String NODE = "11111111-1111-4111-8111-111111111111";
    private static final String WORKSPACE = "33333333-3333-4333-8333-333333333333";
    private static final String ROOT = "POST /api/v1/workspaces/" + WORKSPACE + "/nodes/" + NODE + "/root-access";

    private static final String PACKAGES = "GET /api/v1/workspaces/" + WORKSPACE + "/nodes/" + NODE + "/packages";

    private final TestCommandLine line = new TestCommandLine();

    @BeforeEach
    void know() {
        line.server.on("GET /api/v1/nodes", 200, '[' + node("off", "off", "applied", "") + ']');
    }

    @AfterEach
    void close() {
        line.server.close();
    }

    @Test
    void whatMayRunAsRootIsSaidInWords() {
        String more = ",\"rootAccessLastError\":\"no broker\\u0007 answers\",\"rootAccessReason\":\"upgrade\","
                + "\"rootAccessExpiresAt\":\"" + Instant.now().plus(Duration.ofHours(5)) + '"';
        line.server.on("GET /api/v1/nodes/" + NODE, 200, node("all", "off", "failed", more));

        assertThat(line.run("node", "root", "web-1")).isZero();
        assertThat(line.out())
                .contains("wanted    all (operational work, tasks, terminals)")
                .contains("applied   off (nothing runs as root)")
                .contains("state     failed: no broker  answers")
                .contains("expires   in 4h")
                .contains("reason    upgrade");
    }

    @Test
    void aGrantWithATimeAndAReasonIsSentAndWaitedFor() {
        line.server
                .on("GET /health", 200, "{\"extensions\":[\"root-access-expiry\"]}")
                .on(ROOT, 201, node("task", "off", "pending", ""))
                .on("GET /api/v1/nodes/" + NODE, 200, node("task", "task", "applied", ""));

        assertThat(line.run("node", "root", "web-1", "task", "--for", "2h", "--reason", "upgrade", "--wait"))
                .isZero();
        assertThat(line.server.calls())
                .anyMatch(call -> call.startsWith(ROOT)
                        && call.contains("\"profile\":\"task\"")
                        && call.contains("\"expiresInSeconds\":7200")
                        && call.contains("\"reason\":\"upgrade\""));
        assertThat(line.out()).contains("state     applied");
    }

    @Test
    void aNodeThatCannotApplyItFailsTheWait() {
        line.server.on(ROOT, 201, node("task", "off", "failed", ",\"rootAccessLastError\":\"no broker answers\""));

        assertThat(line.run("node", "root", "web-1", "task", "--wait")).isEqualTo(1);
        assertThat(line.out()).contains("failed: no broker answers");
    }

    @Test
    void aGrantThatWouldStayForEverIsNotMadeInsteadOfOneWithATime() {
        line.server.on("GET /health", 200, "{}");

        assertThat(line.run("node", "root", "web-1", "task", "--for", "2h")).isEqualTo(1);
        assertThat(line.err()).contains("neither --for nor --reason");
        assertThat(line.server.calls()).noneMatch(call -> call.startsWith("POST"));
    }

    @Test
    void wrongWordsAreRefusedBeforeAnythingIsAsked() {
        assertThat(line.run("node", "root", "web-1", "sudo")).isEqualTo(2);
        assertThat(line.err()).contains("operational_task").contains("\"sudo\"");
        assertThat(line.run("node", "root", "web-1", "--wait")).isEqualTo(2);
        assertThat(line.server.calls()).isEmpty();
    }

    @Test
    void aCommandAsRootSaysSo() {
        line.server.on("GET /health", 200, "{}");
        line.server.on(
                "POST /api/v1/workspaces/" + WORKSPACE + "/tasks",
                400,
                "{\"message\":\"Node web-1 does not currently allow task root access. Applied profile is off.\"}");

        assertThat(line.run("run", "--root", "web-1", "--", "id")).isEqualTo(125);
        assertThat(line.err()).contains("does not currently allow task root access");
        assertThat(line.server.calls()).anyMatch(call -> call.contains("\"runAsRoot\":true,\"rootScope\":\"task\""));
    }

    @Test
    void packagesAreListedWithTheirAgeAndWhatIsNewer() {
        line.server
                .on("GET /health", 200, "{\"extensions\":[\"package-inventory\"]}")
                .on(PACKAGES, 200, packages("""
                        ,"packages":[{"name":"bash","version":"5.2","architecture":"amd64","description":"shell","availableVersion":"5.3"},
                        {"name":"zlib1g","version":"1.3","architecture":"amd64","description":null}],"error":null,
                        "takenAt":"2026-11-23T20:21:15.600Z","stale":true,"statusReason":{"code":"node-offline","message":"node is away"}
                        """));

        assertThat(line.run("node", "packages", "web-1", "--upgradable", "--refresh"))
                .isZero();
        assertThat(line.out()).contains("bash").contains("5.3").doesNotContain("zlib1g");
        assertThat(line.err()).contains("1 of 2 packages").contains("may be different by now (node is away)");
        assertThat(line.server.calls()).anyMatch(call -> call.endsWith("/packages?refresh=true"));
    }

    @Test
    void aListThatHasNotComeOrFailedIsAFailure() {
        line.server
                .on(PACKAGES, 202, packages("").replace("\"success\"", "\"queued\""))
                .on(PACKAGES, 200, packages(",\"packages\":[],\"error\":\"dpkg-query: not found\""));

        assertThat(line.run("node", "packages", "web-1")).isEqualTo(1);
        assertThat(line.err()).contains("web-1 has not answered yet (queued)");
        assertThat(line.run("node", "packages", "web-1")).isEqualTo(1);
        assertThat(line.err()).contains("the node could not say it: dpkg-query: not found");
    }

    @Test
    void aNameThatIsAnOptionToThePackageToolIsNeverSent() {
        assertThat(line.run("node", "install", "web-1", "hello-")).isEqualTo(2);
        assertThat(line.err()).contains("NAME must be name, name:arch").contains("\"hello-\"");
        assertThat(line.run("node", "remove", "web-1", "lib*", "--purge")).isEqualTo(2);
        assertThat(line.server.calls()).isEmpty();
    }

    @Test
    void severalPackagesArePurgedByOneTask() {
        line.server
                .on("GET /health", 200, "{}")
                .on("POST /api/v1/workspaces/" + WORKSPACE + "/tasks", 400, "{\"message\":\"not allowed\"}");

        assertThat(line.run("node", "remove", "web-1", "a1", "b1", "a1", "--purge"))
                .isEqualTo(125);
        assertThat(line.server.calls())
                .anyMatch(call -> call.contains("\"type\":\"packagePurge\"")
                        && call.contains("\"names\":[\"a1\",\"b1\"],\"purge\":true,\"packages\":[\"a1\",\"b1\"]"));
    }

    private static String packages(String more) {
        return "{\"taskId\":\"%1$s\",\"taskStatus\":\"success\",\"id\":\"%1$s\",\"status\":\"success\",\"nodeId\":\"%1$s\","
                        .formatted(NODE)
                + "\"operation\":\"packageList\",\"names\":[],\"purge\":null,\"term\":null" + more + '}';
    }

    static String node(String wanted, String applied, String sync, String more) {
        return """
                {"id":"%s","workspaceId":"%s","name":"web-1","description":null,"hostname":"web-1","os":"debian","arch":"amd64",
                "status":"online","teamId":null,"maintenanceMode":false,"rootAccessProfile":"%s","rootAccessAppliedProfile":"%s",
                "rootAccessSyncStatus":"%s","lastSeenAt":null,"createdAt":"2026-11-23T20:21:15.600Z",
                "updatedAt":"2026-11-23T20:21:15.600Z"%s}
                """.formatted(NODE, WORKSPACE, wanted, applied, sync, more);
    }
}
