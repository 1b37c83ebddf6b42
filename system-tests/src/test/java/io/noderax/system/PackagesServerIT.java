package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.recording.Exchange;
import io.noderax.testkit.recording.Recordings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The package routes (wire contract, 3.8) against the real server; the test is the node's agent. */
class PackagesServerIT {
    private static final Set<String> OF_THEIR_RUN = Set.of("taskId", "id", "nodeId", "packages", "path", "timestamp");

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ServerProcess.start(folder);
        operator = server.operator();
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    @Test
    void eachCallOfTheRecordingIsAnsweredAsItWasThere() throws Exception {
        JsonObject completion = JsonObject.EMPTY;
        int compared = 0;
        for (Exchange exchange : Recordings.load("13-packages-logscan-schedules")) {
            String route = exchange.route();
            if (route.endsWith("/completed") && exchange.requestBody() instanceof JsonObject body) {
                completion = body;
            } else if (route.contains("/packages")) {
                compare(exchange, completion, "recorded-" + compared);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(8);
    }

    private static void compare(Exchange exchange, JsonObject completion, String hostname) throws Exception {
        TestNode node = operator.enroll(hostname);
        PackageAgent agent = PackageAgent.online(node);
        if (exchange.status() == 202) {
            allowAll(node, agent);
        }
        boolean question = exchange.method().equals("GET");
        CompletableFuture<JsonObject> answering = question ? agent.answer(completion) : null;
        Http.Answer answer = sent(exchange, node);
        if (answering != null) {
            answering.get(20, TimeUnit.SECONDS);
        }

        JsonObject recorded = (JsonObject) exchange.responseBody();
        assertThat((long) answer.status()).as(exchange + " " + answer.text()).isEqualTo(exchange.status());
        for (String member : recorded.names()) {
            if (!OF_THEIR_RUN.contains(member)) {
                assertThat(shown(answer.body(), member).replace(hostname, "types-mwtppqk6"))
                        .as(exchange + ": " + member)
                        .isEqualTo(shown(recorded, member));
            }
        }
        assertThat(plain(answer.body())).isEqualTo(plain(recorded));
    }

    private static Http.Answer sent(Exchange exchange, TestNode node) {
        String path = exchange.path().replaceFirst("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", node.id());
        return switch (exchange.method()) {
            case "GET" -> operator.http().get(path);
            case "POST" -> operator.http().post(path, (JsonObject) exchange.requestBody());
            default -> operator.http().delete(path);
        };
    }

    private static String shown(JsonObject body, String member) {
        return member + ' ' + (body.has(member) ? body.get(member) : "is missing");
    }

    /** The packages without what we add to each. */
    private static List<String> plain(JsonObject body) {
        return body.list("packages").stream()
                .map(item -> (JsonObject) item)
                .map(item ->
                        item.text("name") + item.text("version") + item.text("architecture") + item.text("description"))
                .toList();
    }

    @Test
    void tenReadersAtOnceMakeOneTaskAndAreToldThatItIsOnItsWay() {
        TestNode node = operator.enroll("ten-readers");
        PackageAgent agent = PackageAgent.online(node);
        List<Http.Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Http.Answer>> readers = IntStream.range(0, 10)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> list(node, "?refresh=true"), threads))
                    .toList();
            answers = readers.stream().map(CompletableFuture::join).toList();
        }

        assertThat(answers).extracting(Http.Answer::status).containsOnly(202);
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.body().has("packages")).isFalse();
            assertThat(answer.body().object("statusReason").text("code")).isEqualTo("waiting-for-claim");
        });
        assertThat(answers.stream().map(answer -> answer.body().text("taskId")).distinct())
                .hasSize(1);
        assertThat(tasks(node)).hasSize(1);
        CompletableFuture<JsonObject> answering = agent.answer(PackageAgent.success(PackageAgent.entries(2)));
        Http.Answer late = list(node, "");
        assertThat(answering.join().text("type")).isEqualTo("packageList");
        assertThat(late.status()).isEqualTo(200);
        assertThat(late.body().list("packages")).hasSize(2);
        assertThat(tasks(node)).as("still one").hasSize(1);
    }

    @Test
    void aKeptListIsAnsweredWithoutTheNodeUntilItIsAskedAnew() throws Exception {
        TestNode node = operator.enroll("kept");
        PackageAgent agent = PackageAgent.online(node);
        JsonObject first = listed(node, agent, "", PackageAgent.success(PackageAgent.entries(3)));

        Instant began = Instant.now();
        JsonObject kept = operator.http()
                .get("/api/v1/workspaces/" + operator.workspace() + "/nodes/" + node.id() + "/packages")
                .body();
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(kept.text("taskId")).isEqualTo(first.text("taskId"));
        assertThat(kept.get("stale")).isEqualTo(false);
        assertThat(kept.text("takenAt")).isEqualTo(first.text("takenAt")).isNotNull();
        assertThat(tasks(node)).hasSize(1);
        List<JsonObject> newer = new ArrayList<>(PackageAgent.entries(3));
        newer.set(1, PackageAgent.entry("package-1", "2.0"));

        JsonObject fresh = listed(node, agent, "?refresh=true", PackageAgent.success(newer));

        assertThat(fresh.text("taskId")).isNotEqualTo(first.text("taskId"));
        assertThat(item(fresh, 0).text("knownSince")).isEqualTo(item(first, 0).text("knownSince"));
        assertThat(item(fresh, 1).text("version")).isEqualTo("2.0");
        assertThat(Instant.parse(item(fresh, 1).text("knownSince")))
                .isAfter(Instant.parse(item(first, 1).text("knownSince")));
        assertThat(tasks(node)).hasSize(2);
    }

    @Test
    void aChangeThatSucceededIsFollowedByAListOfTheServersOwn() throws Exception {
        TestNode node = operator.enroll("changed");
        PackageAgent agent = PackageAgent.online(node);
        listed(node, agent, "", PackageAgent.success(PackageAgent.entries(1)));
        allowAll(node, agent);
        JsonObject install = operator.http()
                .post(path(node), JsonObject.of("names", List.of("hello")))
                .body();
        assertThat(install.text("operation")).isEqualTo("packageInstall");
        JsonObject done =
                JsonObject.builder().put("status", "success").put("exitCode", 0).build();
        assertThat(agent.answer(done).get(20, TimeUnit.SECONDS).text("type")).isEqualTo("packageInstall");

        JsonObject after = listed(node, agent, "", PackageAgent.success(PackageAgent.entries(2)));

        assertThat(after.list("packages")).hasSize(2);
        assertThat(after.get("stale")).isEqualTo(false);
        assertThat(tasks(node)).as("the follow-up is internal").hasSize(2);
        assertThat(operator.http()
                        .get("/api/v1/tasks?includeInternal=true&nodeId=" + node.id())
                        .items())
                .hasSize(3);
        JsonObject audited = operator.http().get("/api/v1/audit-logs?action=task.created").items().stream()
                .filter(entry -> install.text("taskId").equals(entry.text("targetId")))
                .findFirst()
                .orElseThrow();
        assertThat(audited.object("metadata").text("rootSurface")).isEqualTo("operational");
    }

    @Test
    void aListThatFailsLeavesWhatIsKeptAndSaysWhy() throws Exception {
        TestNode node = operator.enroll("failing");
        PackageAgent agent = PackageAgent.online(node);
        listed(node, agent, "", PackageAgent.success(PackageAgent.entries(4)));
        JsonObject failure = JsonObject.builder()
                .put("status", "failed")
                .put("exitCode", 100)
                .put("error", "dpkg was interrupted")
                .build();

        JsonObject failed = listed(node, agent, "?refresh=true", failure);

        assertThat(failed.text("taskStatus")).isEqualTo("failed");
        assertThat(failed.text("error")).isEqualTo("dpkg was interrupted");
        assertThat(failed.list("packages")).hasSize(4);
        assertThat(failed.get("stale")).isEqualTo(true);
    }

    @Test
    void aNodeThatCannotBeAskedIsNotWaitedFor() throws Exception {
        TestNode never = operator.enroll("never-seen");
        Instant began = Instant.now();
        Http.Answer none = list(never, "");
        assertThat(none.status()).isEqualTo(202);
        assertThat(none.body().object("statusReason").text("message")).contains("never-seen has never been online");

        TestNode node = operator.enroll("in-maintenance");
        PackageAgent agent = PackageAgent.online(node);
        listed(node, agent, "", PackageAgent.success(PackageAgent.entries(1)));
        operator.http().post("/api/v1/nodes/" + node.id() + "/maintenance/enable", JsonObject.EMPTY);
        Http.Answer kept = list(node, "?refresh=true");

        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.body().get("stale")).isEqualTo(true);
        assertThat(kept.body().object("statusReason").text("message")).contains("in maintenance");
        assertThat(kept.body().list("packages")).hasSize(1);
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(9));
    }

    @Test
    void aLargeNodeIsListedWhole() throws Exception {
        TestNode node = operator.enroll("large");
        PackageAgent agent = PackageAgent.online(node);
        JsonObject structured = PackageAgent.success(PackageAgent.entries(3000)).toBuilder()
                .put("output", "package\n".repeat(40_000))
                .build();
        String text = IntStream.range(0, 3000)
                .mapToObj(i -> "ii  package-%d:amd64   1.%d   amd64   a package".formatted(i, i))
                .collect(Collectors.joining("\n"));
        JsonObject plain = JsonObject.builder()
                .put("status", "success")
                .put("exitCode", 0)
                .put("output", text)
                .build();

        assertThat(listed(node, agent, "", structured).list("packages")).hasSize(3000);
        JsonObject parsed = listed(node, agent, "?refresh=true", plain);
        assertThat(parsed.list("packages")).as("its text, before it is cut").hasSize(3000);
        assertThat(item(parsed, 2999).text("name")).isEqualTo("package-2999");
    }

    @Test
    void theSameSearchIsSharedForAMinute() throws Exception {
        TestNode node = operator.enroll("searched");
        PackageAgent agent = PackageAgent.online(node);
        String nginx = "/api/v1/packages/search?term=nginx&nodeId=" + node.id();
        JsonObject results = JsonObject.builder()
                .put("status", "success")
                .put("result", JsonObject.of("results", List.of(PackageAgent.entry("nginx", "1.22"))))
                .build();
        CompletableFuture<JsonObject> answering = agent.answer(results);
        JsonObject found = operator.http().get(nginx).body();
        answering.get(20, TimeUnit.SECONDS);
        JsonObject again = operator.http().get(nginx).body();

        assertThat(item(found, "results", 0).names()).containsExactly("name", "version", "description");
        assertThat(again).isEqualTo(found);
        assertThat(tasks(node)).hasSize(1);
        CompletableFuture<JsonObject> other = agent.answer(results);
        operator.http()
                .get("/api/v1/workspaces/" + operator.workspace() + "/packages/search?term=curl&nodeId=" + node.id());
        assertThat(other.get(20, TimeUnit.SECONDS).object("payload").text("query"))
                .isEqualTo("curl");
    }

    @Test
    void wrongNamesAreRefusedWithWhatIsAllowed() {
        TestNode node = operator.enroll("wrong-names");
        for (List<String> names : List.of(
                List.<String>of(),
                List.of("-rf"),
                List.of("a b"),
                List.of("x;reboot"),
                List.of("lib*"),
                List.of("hello-"),
                List.of("./hello.deb"),
                List.of("a", "a"))) {
            Http.Answer answer = operator.http().post(path(node), JsonObject.of("names", names));
            assertThat(answer.status()).as(names + answer.text()).isEqualTo(400);
            assertThat(answer.message()).contains("names");
        }
        assertThat(operator.http().delete(path(node) + "/-y").message()).contains("\"-y\"");
        assertThat(operator.http()
                        .get("/api/v1/packages/search?nodeId=" + node.id())
                        .status())
                .isEqualTo(400);
        assertThat(list(node, "?refresh=maybe").message()).contains("refresh must be true or false");
        assertThat(tasks(node)).isEmpty();
    }

    private static JsonObject listed(TestNode node, PackageAgent agent, String query, JsonObject completion)
            throws Exception {
        CompletableFuture<JsonObject> answering = agent.answer(completion);
        Http.Answer answer = list(node, query);
        answering.get(20, TimeUnit.SECONDS);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private static void allowAll(TestNode node, PackageAgent agent) {
        operator.http().post("/api/v1/nodes/" + node.id() + "/root-access", JsonObject.of("profile", "all"));
        agent.applied("all");
    }

    private static JsonObject item(JsonObject body, int index) {
        return item(body, "packages", index);
    }

    private static JsonObject item(JsonObject body, String member, int index) {
        return (JsonObject) body.list(member).get(index);
    }

    private static List<JsonObject> tasks(TestNode node) {
        return operator.http().get("/api/v1/tasks?nodeId=" + node.id()).items();
    }

    private static Http.Answer list(TestNode node, String query) {
        return operator.http().get(path(node) + query);
    }

    private static String path(TestNode node) {
        return "/api/v1/nodes/" + node.id() + "/packages";
    }
}
