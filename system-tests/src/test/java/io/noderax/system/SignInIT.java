package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Who gets in, how often one may try, how a session ends, and what is written down about it. All tests share a server: what needs it
 * fresh comes first, what spoils it for others last.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SignInIT {
    private static OpenFolder folder;
    private static ServerProcess server;
    private static Http anonymous;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ServerProcess.start(
                folder, Map.of("NODERAX_TRUSTED_PROXIES", "127.0.0.0/8", "NODERAX_JOINS_PER_MINUTE", "5"));
        anonymous = new Http(server.url(), Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void passwordsCannotBeTriedForLongAndTheOwnerIsNotKeptOut() {
        Operator operator = server.operator();
        Http guesser = anonymous.with("x-forwarded-for", "198.51.100.1");
        Http.Answer refused = null;
        for (int i = 0; i < 10; i++) {
            refused = login(guesser, ServerProcess.EMAIL, "wrong-password");
            assertThat(refused.status()).isEqualTo(401);
        }
        Http.Answer unknown =
                login(guesser.with("x-forwarded-for", "198.51.100.2"), "no@example.com", "wrong-password");
        assertThat(unknown.message()).isEqualTo(refused.message());

        // A slow machine hashes so long that some of the allowance has come back by now.
        int more = 0;
        while (login(guesser, ServerProcess.EMAIL, "wrong-password").status() == 401) {
            assertThat(++more).as("guesses after the tenth").isLessThan(20);
        }
        Http.Answer limited = login(guesser, ServerProcess.EMAIL, ServerProcess.PASSWORD);
        assertThat(limited.status()).as("the right password at last").isEqualTo(429);
        assertThat(Integer.parseInt(limited.header("retry-after"))).isBetween(1, 60);
        assertThat(limited.message()).contains("try again in");

        assertThat(login(anonymous, ServerProcess.EMAIL, ServerProcess.PASSWORD).status())
                .as("from elsewhere")
                .isEqualTo(200);
        int guesses = 0;
        while (login(anonymous.with("x-forwarded-for", "203.0.113." + guesses), ServerProcess.EMAIL, "wrong-password")
                        .status()
                == 401) {
            assertThat(++guesses).as("guesses from everywhere").isLessThan(250);
        }
        assertThat(guesses).isGreaterThan(20);
        assertThat(login(anonymous, ServerProcess.EMAIL, ServerProcess.PASSWORD).status())
                .as("where the owner has signed in before")
                .isEqualTo(200);
        for (int i = 0; i < 150; i++) {
            assertThat(operator.http().get("/api/v1/users/me").status())
                    .as("calls with a token are never limited")
                    .isEqualTo(200);
        }
    }

    @Test
    void anUnknownAccountCostsAsMuchAsAWrongPassword() {
        long wrong = shortest(ServerProcess.EMAIL);
        long unknown = shortest("nobody@example.com");

        assertThat(unknown).isGreaterThan(wrong / 3);
        assertThat(wrong).isGreaterThan(unknown / 3);
    }

    @Test
    void machinesThatAreNoNodesAreLimitedByAddressAndByThePersonTheyAsk() {
        for (int i = 0; i < 5; i++) {
            assertThat(initiate("192.0.2.1", "limit-" + i, "a" + i + "@example.com")
                            .status())
                    .isEqualTo(201);
        }
        Http.Answer sixth = initiate("192.0.2.1", "limit-6", "b@example.com");
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.header("retry-after")).isNotEmpty();
        assertThat(sixth.message()).contains("from this address");

        for (int i = 0; i < 5; i++) {
            initiate("192.0.2.10" + i, "mail-" + i, "one@example.com");
        }
        assertThat(initiate("192.0.2.200", "mail-6", "one@example.com").message())
                .contains("for this e-mail address");
        assertThat(initiate("192.0.2.201", "mail-7", "two@example.com").status())
                .isEqualTo(201);
        assertThat(anonymous
                        .with("x-forwarded-for", "192.0.2.1, 198.51.100.77")
                        .post(
                                "/api/v1/enrollments/initiate",
                                JsonObject.builder()
                                        .put("email", "three@example.com")
                                        .put("hostname", "chained")
                                        .build())
                        .status())
                .as("what the client itself wrote before the proxy's word does not count")
                .isEqualTo(201);
    }

    @Test
    void anAgentThatLooksEveryFiveSecondsIsNeverLimited() {
        String token = String.valueOf(
                initiate("192.0.2.30", "poller", "a@example.com").body().text("token"));

        int good = 0;
        while (anonymous.get("/api/v1/enrollments/" + token).status() == 200) {
            good++;
            assertThat(good).as("looks at one enrollment without a pause").isLessThan(1000);
        }
        assertThat(good).isGreaterThanOrEqualTo(30);
        assertThat(anonymous
                        .get("/api/v1/enrollments/another-token-that-is-unknown")
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Order(2)
    void onlyATokenThatWasMadeForSessionsIsOne() throws Exception {
        Operator operator = server.operator();
        JsonObject me = operator.http().get("/api/v1/users/me").body();
        String claims = """
                {"jti":"6f4b3a52-6f0e-4d3c-9d6e-0d6f3a1f2b4c","sub":"%s","iat":1,"exp":32503680000,"sessionVersion":0%s}""";
        String session = claims.formatted(me.text("id"), ",\"aud\":\"noderax-session\"");

        assertThat(statusWith(jwt("session+jwt", session))).as("the real form").isEqualTo(200);
        assertThat(statusWith(jwt("JWT", session))).as("another type").isEqualTo(401);
        assertThat(statusWith(jwt("mfa+jwt", session))).as("another type").isEqualTo(401);
        assertThat(statusWith(jwt("session+jwt", claims.formatted(me.text("id"), ",\"aud\":\"noderax-terminal\""))))
                .as("another audience")
                .isEqualTo(401);
        assertThat(statusWith(jwt("session+jwt", claims.formatted(me.text("id"), ""))))
                .as("no audience")
                .isEqualTo(401);
        assertThat(statusWith(jwt("session+jwt", session.replace("32503680000", "1000"))))
                .as("run out")
                .isEqualTo(401);
        assertThat(statusWith(encode("{\"alg\":\"none\",\"typ\":\"session+jwt\"}") + '.' + encode(session) + '.'))
                .as("unsigned")
                .isEqualTo(401);
    }

    @Test
    void aSignOutEndsOneSessionAndANewPasswordEndsAll() {
        Operator first = server.operator();
        Operator second = server.operator();

        assertThat(first.http().post("/api/v1/auth/logout").body()).isEqualTo(JsonObject.of("success", true));
        assertThat(first.http().get("/api/v1/users/me").status()).isEqualTo(401);
        assertThat(second.http().get("/api/v1/users/me").status()).isEqualTo(200);

        assertThat(password(second, "not-the-password", "Another-one-1").status())
                .isEqualTo(400);
        assertThat(password(second, ServerProcess.PASSWORD, "short").status()).isEqualTo(400);
        assertThat(password(second, ServerProcess.PASSWORD, "Another-one-1").status())
                .isEqualTo(200);
        assertThat(second.http().get("/api/v1/users/me").status()).isEqualTo(401);
        assertThat(login(anonymous, ServerProcess.EMAIL, ServerProcess.PASSWORD).status())
                .isEqualTo(401);
        assertThat(login(anonymous, ServerProcess.EMAIL, "Another-one-1").status())
                .isEqualTo(200);
        Operator third = Operator.signIn(server.url(), ServerProcess.EMAIL, "Another-one-1");
        assertThat(password(third, "Another-one-1", ServerProcess.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    @Order(1)
    void whatAnOperatorDoesIsWrittenDownWithWhoAndFromWhere() {
        login(anonymous.with("x-forwarded-for", "198.51.100.9"), ServerProcess.EMAIL, "wrong-password");
        Operator operator = server.operator();
        TestNode node = operator.enroll("audited");
        Http http = operator.http().with("x-forwarded-for", "198.51.100.8").with("user-agent", "audit-test");
        String task = operator.queue(node.id(), "true");
        http.post("/api/v1/tasks/" + task + "/cancel", JsonObject.of("reason", "no need"));
        http.post("/api/v1/nodes/" + node.id() + "/maintenance/enable", JsonObject.of("reason", "disk"));
        http.post("/api/v1/nodes/" + node.id() + "/maintenance/disable");
        http.post("/api/v1/workspaces/" + operator.workspace() + "/nodes/" + node.id() + "/revoke-token");
        http.delete("/api/v1/nodes/" + node.id());

        List<JsonObject> rows =
                operator.http().get("/api/v1/audit-logs?limit=100").items();
        assertThat(rows)
                .extracting(row -> row.text("action"))
                .containsExactly(
                        "node.deleted",
                        "node.token-revoked",
                        "node.maintenance-disabled",
                        "node.maintenance-enabled",
                        "task.cancelled",
                        "task.created",
                        "enrollment.approved",
                        "auth.signed-in",
                        "auth.sign-in-refused");
        JsonObject cancelled = rows.get(4);
        assertThat(cancelled.text("actorEmailSnapshot")).isEqualTo(ServerProcess.EMAIL);
        assertThat(cancelled.text("ipAddress")).isEqualTo("198.51.100.8");
        assertThat(cancelled.text("userAgent")).isEqualTo("audit-test");
        assertThat(cancelled.text("targetId")).isEqualTo(task);
        assertThat(cancelled.object("metadata").text("reason")).isEqualTo("no need");
        assertThat(rows.getLast().text("ipAddress")).isEqualTo("198.51.100.9");
        assertThat(rows.getLast().get("actorUserId"))
                .as("nobody has proved to be that")
                .isNull();

        String ofWorkspace = "/api/v1/workspaces/" + operator.workspace() + "/audit-logs";
        assertThat(operator.http().get(ofWorkspace).items()).hasSize(7);
        assertThat(operator.http().get(ofWorkspace + "?action=task.created").items())
                .hasSize(1);
        assertThat(operator.http()
                        .get(ofWorkspace + "?targetType=node&limit=2&offset=1")
                        .items())
                .hasSize(2);
        assertThat(operator.http().get(ofWorkspace + "?actor=ADMIN@").items()).hasSize(7);
        assertThat(operator.http().get(ofWorkspace + "?actor=nobody").items()).isEmpty();
        assertThat(operator.http().get(ofWorkspace + "?to=2020-01-01T00:00:00Z").items())
                .isEmpty();
        assertThat(operator.http()
                        .get(ofWorkspace + "?from=2020-01-01T00:00:00Z")
                        .items())
                .hasSize(7);
    }

    @Test
    void aRevokedAgentIsRefusedAtOnceAndItsMachineMayEnrollAgain() {
        Operator operator = server.operator();
        TestNode node = operator.enroll("revoked");
        node.claim(0);
        var parked = node.claimLater(20_000);

        assertThat(operator.http()
                        .post("/api/v1/workspaces/" + operator.workspace() + "/nodes/" + node.id() + "/revoke-token")
                        .status())
                .isEqualTo(201);

        assertThat(node.claim(0).status()).isEqualTo(401);
        assertThat(parked.join().status()).as("the claim that waited").isEqualTo(401);
        TestNode again = operator.enroll("revoked");
        assertThat(again.id()).isEqualTo(node.id());
        assertThat(again.claim(0).status()).isEqualTo(200);
        assertThat(node.claim(0).status()).isEqualTo(401);
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void pendingTokensOutliveANewSigningKeyAndNoTokenStandsInTheLog() {
        Operator operator = server.operator();
        String token = String.valueOf(
                initiate("192.0.2.31", "rotated", ServerProcess.EMAIL).body().text("token"));
        assertThat(anonymous.get("/api/v1/enrollments/" + token + "/nothing").message())
                .doesNotContain(token);
        server.stop();
        server.setVariable("JWT_SECRET", "another-secret-of-at-least-thirty-two-characters");
        server.start();

        assertThat(operator.http().get("/api/v1/users/me").status()).isEqualTo(401);
        assertThat(anonymous.get("/api/v1/enrollments/" + token).body().text("status"))
                .isEqualTo("pending");
        server.operator().approve(token.substring(token.length() - 6), "rotated");
        JsonObject state = anonymous.get("/api/v1/enrollments/" + token).body();
        assertThat(state.text("agentToken")).hasSize(64);
        assertThat(server.logText()).doesNotContain(token).doesNotContain(String.valueOf(state.text("agentToken")));
    }

    @Test
    void withoutAPublicAddressThereIsNoInstallCommandAndTheSettingIsNamed() {
        Operator operator = server.operator();
        Http.Answer refused = operator.http()
                .with("x-noderax-public-api-url", "https://evil.example.com")
                .post(
                        "/api/v1/workspaces/" + operator.workspace() + "/node-installs",
                        JsonObject.of("nodeName", "Nowhere"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).contains("AGENT_PUBLIC_API_URL");
    }

    private static Http.Answer initiate(String address, String hostname, String email) {
        return anonymous
                .with("x-forwarded-for", address)
                .post(
                        "/api/v1/enrollments/initiate",
                        JsonObject.builder()
                                .put("email", email)
                                .put("hostname", hostname)
                                .build());
    }

    private static Http.Answer login(Http http, String email, String password) {
        return http.post(
                "/api/v1/auth/login",
                JsonObject.builder()
                        .put("email", email)
                        .put("password", password)
                        .build());
    }

    private static Http.Answer password(Operator operator, String current, String fresh) {
        return operator.http()
                .post(
                        "/api/v1/users/me/password",
                        JsonObject.builder()
                                .put("currentPassword", current)
                                .put("newPassword", fresh)
                                .build());
    }

    private static long shortest(String email) {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            assertThat(login(anonymous.with("x-forwarded-for", "198.51.100.30"), email, "wrong-password")
                            .status())
                    .isEqualTo(401);
            shortest = Math.min(shortest, System.nanoTime() - start);
        }
        return shortest;
    }

    private static int statusWith(String token) {
        return anonymous
                .with("authorization", "Bearer " + token)
                .get("/api/v1/users/me")
                .status();
    }

    private static String jwt(String type, String claims) throws Exception {
        String signed = encode("{\"alg\":\"HS256\",\"typ\":\"" + type + "\"}") + '.' + encode(claims);
        byte[] key = Files.readString(server.home().resolve("secrets/jwt.key")).getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        return signed + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
