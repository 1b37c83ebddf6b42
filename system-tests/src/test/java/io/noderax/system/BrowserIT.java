package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.linux.WindowSize;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.network.FaultProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page in a real browser, with the official client, types into vim on a node while its socket and the agent's are cut. */
class BrowserIT {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final WindowSize SIZE = new WindowSize(80, 24);
    private static final String VIM = "LC_ALL=C.UTF-8 TERM=screen exec vim -u NONE -N -i NONE -n notes.txt";
    private static final String OPENED = "\"notes.txt\"";
    private static final String LAST = "all-done";

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;
    private static FaultProxy browserLink;
    private static FaultProxy agentLink;
    private static AgentProcess agent;
    private static TestNode node;

    @BeforeAll
    static void start() {
        assumeTrue(Files.isExecutable(CHROMIUM), "no " + CHROMIUM + "; install it: apt-get install chromium");
        folder = OpenFolder.create();
        server = ServerProcess.start(folder);
        operator = server.operator();
        node = operator.enroll("vim-node");
        int port = URI.create(server.url()).getPort();
        browserLink = FaultProxy.before(port, 1);
        agentLink = FaultProxy.before(port, 2);
        agent = new AgentProcess(node, folder.path().resolve("agent"), agentLink.url(), Map.of(), Surroundings.USUAL);
        String sessions = "/api/v1/workspaces/" + operator.workspace() + "/nodes/" + node.id() + "/terminal-sessions";
        WaitLoop.until(
                "the agent has its socket",
                () -> operator.http().post(sessions, JsonObject.EMPTY).status() == 201);
    }

    @AfterAll
    static void stop() {
        if (folder != null) {
            agent.close();
            agentLink.close();
            browserLink.close();
            server.close();
            folder.close();
        }
    }

    @Test
    void vimInABrowserWhoseSocketIsCutEverySecondEndsAsALocalOne() throws Exception {
        Path local = local();
        Command browser = JavaScript.start("browser-vim.mjs", wanted(local).toString());
        browser.awaitOutput("typing");
        int browserCut;
        int agentCut;
        try (CutLoop cuts = CutLoop.start(browserLink, Duration.ofSeconds(1));
                CutLoop agentCuts = CutLoop.start(agentLink, Duration.ofMillis(2500))) {
            new WaitLoop("all keys are typed", Duration.ofMinutes(2))
                    .until(() -> !browser.isAlive() || browser.out().contains("typed"));
            browserCut = cuts.count();
            agentCut = agentCuts.count();
        }
        assertThat(browser.await()).as(browser.out() + browser.err()).isZero();

        JsonObject seen = Json.parseObject(browser.out().lines().toList().getLast());
        assertThat(lines(seen, "transcript"))
                .as("the transcript; its words: " + seen.list("words"))
                .isEqualTo(lines(seen, "local"));
        assertThat(lines(seen, "browser")).isEqualTo(lines(seen, "local"));
        assertThat(seen.object("browser")).isEqualTo(seen.object("local"));
        assertThat(lines(seen, "local")).contains(LAST).contains("ünïcode");
        assertThat((Long) seen.get("connects")).as("connections of the browser").isGreaterThan(8);
        assertThat(seen.get("doubled")).hasToString("0");
        assertThat(seen.get("missing")).hasToString("0");
        assertThat(browserCut).as("cuts of the browser's link").isGreaterThan(8);
        assertThat(agentCut).as("cuts of the agent's link").isGreaterThan(3);
    }

    /** What a terminal of this machine is sent by the same vim and the same keys. */
    private static Path local() throws IOException {
        Path here = folder.folder("local");
        try (OperatorTerminal terminal = OperatorTerminal.start(
                List.of("/bin/sh", "-c", VIM), Map.of("PATH", "/usr/bin:/bin", "HOME", here.toString()), here, SIZE)) {
            terminal.await(OPENED);
            terminal.type(keys());
            terminal.await(LAST);
            return Files.write(folder.path().resolve("local.bytes"), terminal.bytes());
        }
    }

    private static JsonObject wanted(Path local) {
        return JsonObject.builder()
                .put("chromium", CHROMIUM.toString())
                .put("api", server.url())
                .put("socketUrl", browserLink.url())
                .put("token", operator.token())
                .put("workspace", operator.workspace())
                .put("node", node.id())
                .put("cols", SIZE.columns())
                .put("rows", SIZE.rows())
                .put("opening", "cd " + folder.folder("remote") + "; " + VIM)
                .put("opened", OPENED)
                .put("keys", keys())
                .put("pace", 20)
                .put("local", local.toString())
                .build();
    }

    /** Text over more than one screen, changed, searched, moved about in, written. */
    private static String keys() {
        StringBuilder keys = new StringBuilder("i");
        for (int line = 1; line <= 30; line++) {
            keys.append("line ").append(line).append(" of it\r");
        }
        return keys.append("ünïcode at the end\u001bggdd:5\ryyp")
                .append(":%s/of it/of the text/\rG:w\r")
                .append("/line 7\rcwLINE\u001bGkkddp:echo 'all-' . 'done'\r")
                .toString();
    }

    private static String lines(JsonObject seen, String screen) {
        JsonObject shown = seen.object(screen);
        return shown == null
                ? ""
                : String.join(
                        "\n", shown.list("lines").stream().map(String::valueOf).toList());
    }
}
