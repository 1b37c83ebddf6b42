package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is of one workspace does not exist for the people of another. */
class TenantIT {
    private static final String STRANGER = "stranger@example.com";

    private static final String SESSIONS = "/workspaces/{ours}/nodes/{node}/terminal-sessions";

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator owner;
    private static Http stranger;
    private static String theirs;
    private static TestNode node;
    private static String task;
    private static String install;
    private static TestSocket agent;
    private static String session;

    /** Accounts and workspaces have no routes yet: the second tenant is made in the database. */
    @BeforeAll
    static void start() throws Exception {
        folder = OpenFolder.create();
        server = ServerProcess.start(folder, Map.of("AGENT_PUBLIC_API_URL", "https://noderax.example.com"));
        owner = server.operator();
        change("""
                insert into users (email, name, role, password_hash, activated_at)
                  select 'stranger@example.com', 'Stranger', 'user', password_hash, now() from users
                  where role = 'platform_admin';
                insert into workspaces (name, slug) values ('Theirs', 'theirs');
                insert into workspace_memberships (workspace_id, user_id, role)
                  select w.id, u.id, 'owner' from workspaces w, users u
                  where w.slug = 'theirs' and u.email = 'stranger@example.com'
                """);
        node = owner.enroll("ours");
        task = owner.queue(node.id(), "true");
        install = owner.http()
                .post("/api/v1/workspaces/" + owner.workspace() + "/node-installs", JsonObject.of("nodeName", "Ours"))
                .body()
                .text("installId");
        agent = TestSocket.ofAgent(node, Map.of());
        session = owner.http()
                .post(
                        "/api/v1/workspaces/" + owner.workspace() + "/nodes/" + node.id() + "/terminal-sessions",
                        JsonObject.EMPTY)
                .body()
                .text("id");
        Operator theirOwner = Operator.signIn(server.url(), STRANGER, ServerProcess.PASSWORD);
        stranger = theirOwner.http();
        theirs = theirOwner.workspace();
    }

    @AfterAll
    static void stop() {
        agent.close();
        server.close();
        folder.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nodes",
                "/tasks",
                "/events",
                "/workspaces/{theirs}/nodes",
                "/workspaces/{theirs}/tasks",
                "/workspaces/{theirs}/events",
                "/workspaces/{theirs}/node-installs",
                "/workspaces/{theirs}/audit-logs",
                "/workspaces/{theirs}/enrollments"
            })
    void listsHoldNothingOfOthers(String path) {
        Http.Answer list = stranger.get(filled(path));

        assertThat(list.status()).as(list.text()).isEqualTo(200);
        assertThat(list.text()).doesNotContain(node.id()).doesNotContain(task).doesNotContain("\"ours\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nodes/{node}",
                "/tasks/{task}",
                "/tasks/{task}/logs",
                "/workspaces/{ours}",
                "/workspaces/{ours}/nodes",
                "/workspaces/{ours}/nodes/{node}",
                "/workspaces/{ours}/nodes/{node}/log-presets",
                "/workspaces/{theirs}/nodes/{node}/log-presets",
                "/workspaces/{ours}/tasks",
                "/workspaces/{ours}/tasks/{task}",
                "/workspaces/{ours}/tasks/{task}/logs",
                "/workspaces/{ours}/events",
                "/workspaces/{ours}/node-installs",
                "/workspaces/{ours}/node-installs/{install}",
                "/workspaces/{ours}/audit-logs",
                "/workspaces/{ours}/enrollments",
                "/workspaces/{ours}/nodes/{node}/terminal-sessions",
                "/workspaces/{ours}/terminal-sessions/{session}",
                "/workspaces/{ours}/terminal-sessions/{session}/chunks",
                "/workspaces/{ours}/terminal-sessions/{session}/cast",
                "/workspaces/{theirs}/nodes/{node}/terminal-sessions",
                "/workspaces/{theirs}/terminal-sessions/{session}",
                "/workspaces/{theirs}/terminal-sessions/{session}/chunks",
                "/workspaces/{theirs}/terminal-sessions/{session}/cast",
                "/workspaces/{theirs}/nodes/{node}",
                "/workspaces/{theirs}/tasks/{task}",
                "/workspaces/{theirs}/tasks/{task}/logs",
                "/workspaces/{theirs}/node-installs/{install}"
            })
    void whatIsOfOthersIsNotFound(String path) {
        assertThat(owner.http()
                        .get(filled(path).replace(theirs, owner.workspace()))
                        .status())
                .as("the owner sees it")
                .isEqualTo(200);
        assertThat(stranger.get(filled(path)).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tasks/{task}/cancel",
                "/nodes/{node}/maintenance/enable",
                "/workspaces/{ours}/nodes/{node}/maintenance/enable",
                "/workspaces/{ours}/nodes/{node}/revoke-token",
                "/workspaces/{ours}/nodes/{node}/log-preview",
                "/workspaces/{theirs}/nodes/{node}/log-preview",
                "/nodes/{node}/root-access",
                "/workspaces/{ours}/nodes/{node}/root-access",
                "/workspaces/{theirs}/nodes/{node}/root-access",
                "/workspaces/{ours}/nodes/{node}/terminal-sessions",
                "/workspaces/{theirs}/nodes/{node}/terminal-sessions",
                "/workspaces/{ours}/terminal-sessions/{session}/connect-token",
                "/workspaces/{theirs}/terminal-sessions/{session}/connect-token",
                "/workspaces/{ours}/terminal-sessions/{session}/terminate",
                "/workspaces/{theirs}/terminal-sessions/{session}/terminate",
                "/workspaces/{ours}/tasks/{task}/cancel",
                "/workspaces/{theirs}/nodes/{node}/maintenance/enable",
                "/workspaces/{theirs}/nodes/{node}/revoke-token",
                "/workspaces/{theirs}/tasks/{task}/cancel"
            })
    void whatIsOfOthersIsNotChanged(String path) {
        JsonObject body = bodyOf(path);

        Http.Answer answer = stranger.post(filled(path), body);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.message()).as("there is such a route").contains("was not found");
        assertThat(owner.status(task)).isEqualTo("queued");
        JsonObject untouched = owner.http().get("/api/v1/nodes/" + node.id()).body();
        assertThat(untouched.get("maintenanceMode")).isEqualTo(false);
        assertThat(untouched.text("rootAccessProfile")).isEqualTo("off");
        assertThat(owner.http().get(filled(SESSIONS)).items()).hasSize(1);
        assertThat(owner.http().get(filled(SESSIONS)).text()).doesNotContain("terminating");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/workspaces/{ours}", "/workspaces/{theirs}"})
    void packagesOfOthersAreNotFound(String family) {
        String packages = filled(family + "/nodes/{node}/packages");
        JsonObject names = JsonObject.of("names", List.of("hello"));

        List<Http.Answer> answers = List.of(
                stranger.get(packages),
                stranger.get(packages + "?refresh=true"),
                stranger.get(filled(family + "/packages/search?term=hello&nodeId={node}")),
                stranger.post(packages, names),
                stranger.delete(packages + "/hello"));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.message()).contains("was not found");
        });
        assertThat(owner.http()
                        .get("/api/v1/tasks?includeInternal=true&nodeId=" + node.id())
                        .items())
                .as("the one of the test itself")
                .hasSize(1);
    }

    @Test
    void whatNeedsMoreThanAWorkspaceIsForbidden() {
        assertThat(stranger.get("/api/v1/audit-logs").status()).isEqualTo(403);
        assertThat(stranger.delete("/api/v1/nodes/" + node.id()).status()).isEqualTo(404);
        JsonObject foreign = JsonObject.builder()
                .put("nodeId", node.id())
                .put("type", "shell.exec")
                .build();
        assertThat(stranger.post("/api/v1/tasks", foreign).status()).isEqualTo(404);
    }

    @Test
    void theTasksOfANodeAreItsOwn() {
        TestNode other = owner.enroll("other");

        for (String what : List.of("accepted", "started", "completed")) {
            assertThat(other.report(task, what, JsonObject.of("status", "success"))
                            .status())
                    .as(what)
                    .isEqualTo(404);
        }
        assertThat(owner.status(task)).isEqualTo("queued");
    }

    @Test
    void anInactiveAccountIsRefusedLikeAnUnknownOneAndItsSessionsEnd() throws IOException, SQLException {
        change("""
                insert into users (email, name, role, password_hash, activated_at)
                  select 'leaver@example.com', 'Leaver', 'user', password_hash, now() from users
                  where role = 'platform_admin'
                """);
        JsonObject login = JsonObject.builder()
                .put("email", "leaver@example.com")
                .put("password", ServerProcess.PASSWORD)
                .build();
        Http anonymous = new Http(server.url(), Map.of());
        String token = String.valueOf(
                anonymous.post("/api/v1/auth/login", login).body().text("accessToken"));
        Http leaver = anonymous.with("authorization", "Bearer " + token);
        assertThat(leaver.get("/api/v1/users/me").status()).isEqualTo(200);

        change("update users set is_active = false where email = 'leaver@example.com'");

        assertThat(leaver.get("/api/v1/users/me").status()).isEqualTo(401);
        Http.Answer inactive = anonymous.post("/api/v1/auth/login", login);
        Http.Answer unknown = anonymous.post(
                "/api/v1/auth/login",
                login.toBuilder().put("email", "nobody@example.com").build());
        assertThat(inactive.status()).isEqualTo(401);
        assertThat(inactive.message()).isEqualTo(unknown.message());
    }

    private static JsonObject bodyOf(String path) {
        if (path.endsWith("/log-preview")) {
            return JsonObject.of("sourcePresetId", "syslog");
        }
        return path.endsWith("/root-access") ? JsonObject.of("profile", "all") : JsonObject.EMPTY;
    }

    private static String filled(String path) {
        return "/api/v1"
                + path.replace("{node}", node.id())
                        .replace("{task}", task)
                        .replace("{install}", install)
                        .replace("{session}", session)
                        .replace("{ours}", owner.workspace())
                        .replace("{theirs}", theirs);
    }

    private static void change(String sql) throws IOException, SQLException {
        String port = Files.readString(server.home().resolve("postgres/port")).strip();
        String password = Files.readString(server.home().resolve("secrets/database.password"))
                .strip();
        try (Connection database = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/noderax", "noderax", password);
                Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
