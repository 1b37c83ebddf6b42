package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console in a real browser, on the real server, with a real agent that asks to join and works for it. */
class ConsoleIT {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String EMAIL = "first@example.com";
    private static final String PASSWORD = "ChangeMe123!";
    private static final List<String> FLEET = List.of("app-1", "app-2", "app-3", "app-cache");
    private static final String GONE = "app-gone";
    private static final String TINY = "hello-traditional";

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Http http;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Files.isExecutable(CHROMIUM), "no " + CHROMIUM + "; install it: apt-get install chromium");
        folder = OpenFolder.create();
        server = ServerProcess.withoutAdministrator(folder);
        http = new Http(server.url(), Map.of());
        makeAdministrator();
        Files.writeString(
                folder.folder("agent").resolve("config.json"),
                JsonObject.builder()
                        .put("api_url", server.url())
                        .put(
                                "state_file",
                                folder.path().resolve("agent/identity.json").toString())
                        .put("task_poll_interval", "5s")
                        .build()
                        .toString());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            folder.close();
        }
    }

    /** With the code that the server has written to its output, once. */
    private static void makeAdministrator() {
        String route = "/api/v1/auth/first-administrator";
        assertThat(http.get(route).body().get("needed")).isEqualTo(true);
        Matcher code = Pattern.compile("with the code ([A-Z0-9-]+)").matcher(server.logText());
        assertThat(code.find()).as(server.logText()).isTrue();
        JsonObject.Builder wish = JsonObject.builder().put("email", EMAIL).put("password", PASSWORD);
        assertThat(http.post(route, wish.put("code", "AAAA-AAAA-AAAA").build()).status())
                .isEqualTo(403);
        assertThat(http.post(
                                route,
                                wish.put("code", code.group(1).toLowerCase(Locale.ROOT))
                                        .build())
                        .status())
                .isEqualTo(201);
        assertThat(http.get(route).body().get("needed")).isEqualTo(false);
        assertThat(http.post(route, wish.put("email", "second@example.com").build())
                        .status())
                .as("a second one with the same code")
                .isEqualTo(409);
    }

    @Test
    void anOperatorApprovesRunsCancelsAndTypesInABrowser() {
        Command enroll = Command.start(folder.path(), Built.agent("enroll", "--email", EMAIL), agentEnvironment());
        enroll.awaitOutput("code to compare");
        Matcher code = Pattern.compile("code to compare: +(\\S+)").matcher(enroll.out());
        assertThat(code.find()).isTrue();
        Command browser = JavaScript.start("console.mjs", wanted(code.group(1)).toString());
        browser.awaitOutput("approved");
        assertThat(enroll.await()).as(enroll.err()).isZero();
        Command agent = Command.start(folder.path(), Built.agent("run"), agentEnvironment());
        Command fleet = fleet(String.join(",", FLEET) + ',' + GONE + '!');
        Command back = null;
        try {
            browser.awaitOutput("\"gone\"", Duration.ofMinutes(4));
            back = fleet(GONE);
            assertThat(browser.await()).as(browser.out() + browser.err()).isZero();
        } finally {
            end(fleet);
            end(back);
            end(agent);
        }
        List<JsonObject> told = browser.out().lines().map(Json::parseObject).toList();
        judgeSession(one(told, "signed in"));
        judgeWork(told);
        judgeFleet(told);
        assertThat((Long) one(told, "first load").get("bytes"))
                .as("bytes until the fleet is shown")
                .isBetween(50_000L, 300_000L);
        assertThat(all(told, "accessible"))
                .hasSizeGreaterThan(25)
                .allSatisfy(page -> assertThat(page.list("serious"))
                        .as(String.valueOf(page.text("page")))
                        .isEmpty());
        assertThat(all(told, "narrow"))
                .hasSize(10)
                .allSatisfy(page -> assertThat(page.get("overflow"))
                        .as("wider than the screen: " + page.text("path"))
                        .hasToString("0"));
        assertThat(one(told, "end").list("outside"))
                .as("calls of other servers")
                .isEmpty();
        assertThat(one(told, "end").list("trouble")).as("errors of the page").isEmpty();
    }

    /** Machines that are made up, with identities that are kept in the test's folder. */
    private static Command fleet(String names) {
        return JavaScript.start(
                "small-fleet.mjs",
                Map.of("FLEET_NAMES", names),
                server.url(),
                EMAIL,
                PASSWORD,
                folder.path().resolve("fleet").toString());
    }

    private static void end(@Nullable Command command) {
        if (command != null) {
            command.signal("TERM");
            command.await();
        }
    }

    private static boolean canChangePackages() {
        return Files.isExecutable(Path.of("/usr/bin/apt-get")) && "root".equals(System.getProperty("user.name"));
    }

    private static void judgeFleet(List<JsonObject> told) {
        assertThat(one(told, "fan-out").list("groups").stream().map(String::valueOf))
                .as("equal outputs are one group")
                .containsExactly("3 nodes: active", "1 node: inactive");
        assertThat(one(told, "many").text("bar")).startsWith("5 nodes chosen");
        assertThat(one(told, "many").text("address")).contains("search=app-").contains("view=map");
        assertThat(one(told, "packages").get(canChangePackages() ? "purged" : "skipped"))
                .isEqualTo(true);
        assertThat(all(told, "back")).as("the node that went away").hasSize(1);
        JsonObject tabs = one(told, "tabs");
        assertThat(tabs.get("count")).as("tabs").hasToString("2");
        assertThat(tabs.get("first")).as("what the first tab showed is there").isEqualTo(true);
        assertThat(tabs.get("mixed")).as("nothing of the other tab").isEqualTo(false);
    }

    private static void judgeSession(JsonObject signedIn) {
        assertThat(signedIn.text("refused")).contains("Invalid email or password");
        assertThat(signedIn.text("kept")).as("what scripts can read").doesNotContain("eyJ");
        JsonObject cookie = signedIn.object("cookie");
        assertThat(cookie).isNotNull();
        assertThat(cookie.get("httpOnly")).isEqualTo(true);
        assertThat(cookie.text("sameSite")).isEqualTo("Strict");
        assertThat(signedIn.text("address")).endsWith("/w/default/nodes?status=online");
    }

    private static void judgeWork(List<JsonObject> told) {
        assertThat(one(told, "task").text("running"))
                .as("the log is shown while it grows")
                .isEqualTo("running");
        assertThat(one(told, "task").text("found"))
                .as("the last line with the text")
                .isEqualTo("799");
        assertThat(one(told, "task").text("marked")).isEqualTo("line 799");
        assertThat(all(told, "cancelled")).hasSize(1);
        assertThat(one(told, "terminal").get("outputs"))
                .as("typed once after the reload")
                .hasToString("1");
    }

    @Test
    void aCookieAloneChangesNothingAndOpensNoSocketForOtherPages() {
        Http page = http.with("x-noderax-console", "1");
        JsonObject login = JsonObject.builder()
                .put("email", EMAIL)
                .put("password", PASSWORD)
                .build();
        assertThat(http.post("/api/v1/auth/session", login).status())
                .as("without the header")
                .isEqualTo(403);
        Http.Answer signedIn =
                page.with("origin", "https://noderax.example.com").post("/api/v1/auth/session", login);
        assertThat(signedIn.header("set-cookie"))
                .contains("HttpOnly")
                .contains("SameSite=Strict")
                .contains(";Secure");
        String cookie = signedIn.header("set-cookie").replaceFirst(";.*", "");
        assertThat(http.with("cookie", cookie).get("/api/v1/users/me").status()).isEqualTo(200);
        assertThat(http.with("cookie", cookie).post("/api/v1/auth/logout").status())
                .isEqualTo(403);
        assertThat(http.with("cookie", cookie).delete("/api/v1/auth/session").status())
                .isEqualTo(403);
        assertThat(page.with("cookie", cookie).delete("/api/v1/auth/session").status())
                .isEqualTo(200);
        assertThat(http.with("cookie", cookie).get("/api/v1/users/me").status())
                .as("after the sign-out")
                .isEqualTo(401);
    }

    @Test
    void pagesHaveAStrictPolicyAndTheRestOfTheServerIsNoPage() {
        Http browser = http.with("accept", "text/html");
        Http.Answer page = browser.get("/w/default/nodes/some-node");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("<base href=\"../../../\" />").doesNotContain("<script>");
        assertThat(page.header("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
        assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.header("cache-control")).isEqualTo("no-cache");
        Matcher script = Pattern.compile("src=\"\\./(assets/[^\"]+\\.js)\"").matcher(page.text());
        assertThat(script.find()).isTrue();
        assertThat(http.get("/" + script.group(1)).header("cache-control")).contains("immutable");
        for (String path : List.of("/api/v1/nothing", "/assets/nothing.js", "/health/nothing", "/q/nothing")) {
            assertThat(browser.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(http.get("/nothing").status())
                .as("not asked for by a browser")
                .isEqualTo(404);
    }

    private static JsonObject wanted(String code) {
        return JsonObject.builder()
                .put("chromium", CHROMIUM.toString())
                .put("url", server.url())
                .put("email", EMAIL)
                .put("password", PASSWORD)
                .put("code", code)
                .put("node", "web-1")
                .put("fleet", FLEET)
                .put("gone", GONE)
                .put("tiny", canChangePackages() ? TINY : null)
                .build();
    }

    private static JsonObject one(List<JsonObject> told, String what) {
        assertThat(all(told, what)).as(what).hasSize(1);
        return all(told, what).getFirst();
    }

    private static List<JsonObject> all(List<JsonObject> told, String what) {
        return told.stream().filter(line -> what.equals(line.text("what"))).toList();
    }

    private static Map<String, String> agentEnvironment() {
        return Map.of(
                "NODERAX_CONFIG_FILE",
                        folder.path().resolve("agent/config.json").toString(),
                "HOME", folder.path().resolve("agent").toString());
    }
}
