package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.recording.Exchange;
import io.noderax.testkit.recording.Recordings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The one-command install of the real server, held against the recording, and where it is better than that. */
class InstallIT {
    private static final String API = "https://noderax.example.com";
    private static final Pattern TOKEN = Pattern.compile("--bootstrap-token '([A-Za-z0-9_-]{43})'");
    /** Members that are of one run. */
    private static final List<String> OF_ONE_RUN = List.of(
            "installId",
            "workspaceId",
            "nodeId",
            "agentToken",
            "expiresAt",
            "createdAt",
            "updatedAt",
            "startedAt",
            "consumedAt",
            "timestamp",
            "path",
            "installCommand",
            "scriptUrl",
            "apiUrl");

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;
    private static Http anonymous;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ServerProcess.start(folder, Map.of("AGENT_PUBLIC_API_URL", API + '/'));
        operator = server.operator();
        anonymous = new Http(server.url(), Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    @Test
    void theRecordedInstallGoesTheSameWay() {
        JsonObject created = create("Clicked", "one click");
        Map<String, String> mine = new HashMap<>();
        mine.put("token", token(created));
        mine.put("installId", created.text("installId"));
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Exchange exchange : Recordings.load("03-node-install-and-legacy-http")) {
            if (!exchange.path().contains("node-installs") || exchange.step().contains("unknown")) {
                continue;
            }
            Http.Answer answer = replay(exchange, mine, created);
            compare(exchange, answer, differences);
            compared++;
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isEqualTo(10);
    }

    @Test
    void theCommandGoesWhereTheServerIsConfiguredToBeWhateverTheRequestSays() {
        Http misled = operator.http()
                .with("x-noderax-public-api-url", "https://evil.example.com")
                .with("x-forwarded-host", "evil.example.com");
        JsonObject created =
                misled.post(installs(), JsonObject.of("nodeName", "Misled")).body();

        assertThat(created.text("installCommand"))
                .startsWith("curl -fsSL '" + API + "/install.sh' | sudo bash -s -- --api-url '" + API
                        + "' --bootstrap-token '");
        assertThat(operator.http()
                        .get(installs() + '/' + created.text("installId"))
                        .text())
                .doesNotContain(token(created))
                .doesNotContain("installCommand");
    }

    @Test
    void aMachineWhoseAnswerWasLostGetsTheSameIdentityUntilItsAgentHasUsedIt() {
        String token = token(create("Lost", null));
        JsonObject first = consume(token, "lost-answer").body();

        assertThat(consume(token, "Lost-Answer").body()).isEqualTo(first);
        assertThat(consume(token, "somebody-else").message()).isEqualTo("Bootstrap token has already been used");

        new TestNode(server.url(), first.text("nodeId"), first.text("agentToken")).claim(0);
        Http.Answer late = consume(token, "lost-answer");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.message()).isEqualTo("Bootstrap token has already been used");
    }

    @Test
    void ofManyMachinesWithOneTokenOneBecomesTheNode() {
        String token = token(create("Race", null));
        List<CompletableFuture<Http.Answer>> racing = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            racing.add(anonymous.postLater("/api/v1/node-installs/consume", body(token, "race-" + i)));
        }
        List<Integer> statuses =
                racing.stream().map(answer -> answer.join().status()).sorted().toList();

        assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409, 409, 409);
        assertThat(operator.http().get("/api/v1/nodes?search=race-").items()).hasSize(1);
    }

    @Test
    void aTakenHostnameRefusesTheInstallAndLeavesItsTokenGood() {
        operator.enroll("taken");
        String token = token(create("Taken", null));

        Http.Answer refused = consume(token, "taken");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).isEqualTo("A node with this hostname already exists");
        assertThat(consume(token, "not-taken").status()).isEqualTo(201);
    }

    @Test
    void progressIsBoundToTheState() {
        JsonObject created = create("Bound", null);
        String token = token(created);

        Http.Answer early = report(token, "service_started", "completed", 100L);
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.message()).contains("only after its bootstrap token was used");
        assertThat(report(token, "binary_downloaded", "installing", 74L).body().get("progressPercent"))
                .isEqualTo(74L);
        assertThat(report(token, "dependencies_ready", "installing", 30L).body().get("progressPercent"))
                .as("never back")
                .isEqualTo(74L);
        JsonObject failed = report(token, "failed", "failed", null).body();
        assertThat(failed.text("status")).isEqualTo("failed");
        assertThat(report(token, "installer_started", "installing", 8L).body())
                .as("what is over stays")
                .isEqualTo(failed);

        JsonObject identity = consume(token, "bound").body();
        assertThat(identity.text("agentToken")).as("the same command once more").hasSize(64);
        new TestNode(server.url(), identity.text("nodeId"), identity.text("agentToken")).claim(0);
        JsonObject done = operator.http()
                .get(installs() + '/' + created.text("installId"))
                .body();
        assertThat(done.text("status")).as("the agent is there").isEqualTo("completed");
        assertThat(done.text("stage")).isEqualTo("agent_connected");
        assertThat(done.get("progressPercent")).isEqualTo(100L);
    }

    @Test
    void installsAreListedAndUnknownOnesAreSaidToBe() {
        JsonObject created = create("Listed", null);

        assertThat(operator.http().get(installs() + "?status=pending&limit=100").items())
                .extracting(install -> install.text("installId"))
                .contains(created.text("installId"));
        assertThat(operator.http().get(installs() + "?status=done").status()).isEqualTo(400);
        assertThat(operator.http()
                        .get(installs() + "/00000000-0000-4000-8000-000000000000")
                        .message())
                .isEqualTo("Node install 00000000-0000-4000-8000-000000000000 was not found");
        JsonObject withTeam = JsonObject.builder()
                .put("nodeName", "Team")
                .put("teamId", "00000000-0000-4000-8000-000000000000")
                .build();
        assertThat(operator.http().post(installs(), withTeam).status()).isEqualTo(404);
    }

    private static Http.Answer replay(Exchange exchange, Map<String, String> mine, JsonObject created) {
        if (exchange.method().equals("GET")) {
            return operator.http().get(installs() + '/' + mine.get("installId"));
        }
        if (exchange.path().endsWith("/node-installs")) {
            return new Http.Answer(201, created.toString(), Map.of());
        }
        JsonObject sent = (JsonObject) exchange.requestBody();
        JsonObject body = sent.toBuilder().put("token", mine.get("token")).build();
        return anonymous.post(exchange.path(), body);
    }

    /** A refusal may say more than the reference's, never something else. */
    private static void compare(Exchange exchange, Http.Answer answer, List<String> differences) {
        JsonObject recorded = (JsonObject) exchange.responseBody();
        JsonObject answered = answer.body();
        boolean same = answer.status() == exchange.status()
                && List.copyOf(answered.names()).equals(List.copyOf(recorded.names()));
        for (String name : recorded.names()) {
            String then = String.valueOf(recorded.get(name));
            String now = String.valueOf(answered.get(name));
            boolean refusal = answer.status() >= 400 && (name.equals("message") || name.equals("errors"));
            boolean fits = refusal ? now.startsWith(then.replaceFirst("]$", "")) : now.equals(then);
            same &= OF_ONE_RUN.contains(name) ? (recorded.get(name) == null) == (answered.get(name) == null) : fits;
        }
        if (!same) {
            differences.add(exchange + "\n    recorded " + recorded + "\n    answered " + answer);
        }
    }

    private static JsonObject create(String name, String description) {
        Http.Answer created = operator.http()
                .post(
                        installs(),
                        JsonObject.builder()
                                .put("nodeName", name)
                                .putIfPresent("description", description)
                                .build());
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.body();
    }

    private static String token(JsonObject created) {
        Matcher token = TOKEN.matcher(String.valueOf(created.text("installCommand")));
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private static JsonObject body(String token, String hostname) {
        return JsonObject.builder()
                .put("token", token)
                .put("hostname", hostname)
                .build();
    }

    private static Http.Answer consume(String token, String hostname) {
        return anonymous.post("/api/v1/node-installs/consume", body(token, hostname));
    }

    private static Http.Answer report(String token, String stage, String status, Long percent) {
        return anonymous.post(
                "/api/v1/node-installs/progress",
                JsonObject.builder()
                        .put("token", token)
                        .put("stage", stage)
                        .put("status", status)
                        .putIfPresent("progressPercent", percent)
                        .build());
    }

    private static String installs() {
        return "/api/v1/workspaces/" + operator.workspace() + "/node-installs";
    }
}
