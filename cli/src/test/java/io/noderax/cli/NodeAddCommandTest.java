package io.noderax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node is prepared from the command line, against a far side. */
class NodeAddCommandTest {
    private static final String WORKSPACE = "33333333-3333-4333-8333-333333333333";
    private static final String OTHER = "44444444-4444-4444-8444-444444444444";
    private static final String INSTALL = "55555555-5555-4555-8555-555555555555";
    private static final String INSTALLS = "/api/v1/workspaces/" + WORKSPACE + "/node-installs";
    private static final String COMMAND =
            "curl -fsSL 'https://x.example.com/install.sh' | sudo bash -s -- --bootstrap-token 'abc'";

    private final TestCommandLine line = new TestCommandLine();

    @BeforeEach
    void know() {
        line.server.on(
                "GET /api/v1/workspaces",
                200,
                '[' + workspace(WORKSPACE, "main", true) + ',' + workspace(OTHER, "side", false) + ']');
        line.server.on(
                "POST " + INSTALLS,
                201,
                install("pending", "command_generated", 5, "Run it.")
                        .replaceFirst(
                                "[}]$",
                                ",\"installCommand\":\"" + COMMAND
                                        + "\",\"scriptUrl\":\"https://x.example.com/install.sh\",\"apiUrl\":\"https://x.example.com\"}"));
    }

    @AfterEach
    void close() {
        line.server.close();
    }

    @Test
    void theCommandAloneIsPrintedSoThatItCanBePipedOn() {
        assertThat(line.run("node", "add", "web-1", "--description", "front end"))
                .isZero();
        assertThat(line.out()).isEqualToIgnoringNewLines(COMMAND);
        assertThat(line.server.calls())
                .anyMatch(call -> call.startsWith("POST " + INSTALLS)
                        && call.contains("\"nodeName\":\"web-1\"")
                        && call.contains("\"description\":\"front end\""));
    }

    @Test
    void eachStepOfTheMachineIsShownUntilItIsTheNode() {
        line.server
                .on(
                        "GET " + INSTALLS + '/' + INSTALL,
                        200,
                        install("installing", "binary_downloaded", 74, "Downloaded."))
                .on("GET " + INSTALLS + '/' + INSTALL, 200, install("completed", "service_started", 100, "It runs."));

        assertThat(line.run("node", "add", "web-1", "--wait")).isZero();
        assertThat(line.err()).contains(" 74 %  Downloaded.").contains("100 %  It runs.");
    }

    @Test
    void aFailedInstallationSaysWhyAndEndsWithOne() {
        line.server.on(
                "GET " + INSTALLS + '/' + INSTALL, 200, install("failed", "failed", 60, "The disk of /opt is full."));

        assertThat(line.run("node", "add", "web-1", "--wait")).isEqualTo(1);
        assertThat(line.err()).contains("The disk of /opt is full.").contains("once more");
    }

    @Test
    void aWorkspaceThatIsNotThereIsAnsweredWithThoseThatAre() {
        assertThat(line.run("node", "add", "web-1", "--workspace", "nowhere")).isEqualTo(1);
        assertThat(line.err()).contains("\"nowhere\"").contains("main, side");
        assertThat(line.server.calls()).noneMatch(call -> call.startsWith("POST"));
    }

    private static String workspace(String id, String name, boolean isDefault) {
        return """
                {"id":"%s","name":"%s","slug":"%s","defaultTimezone":"UTC","isArchived":false,"isDefault":%s,
                "createdAt":"2026-01-01T00:00:00.000Z","updatedAt":"2026-01-01T00:00:00.000Z"}
                """.formatted(id, name, name, isDefault).strip();
    }

    private static String install(String status, String stage, int percent, String words) {
        return """
                {"installId":"%s","workspaceId":"%s","nodeName":"web-1","status":"%s","stage":"%s","progressPercent":%d,
                "statusMessage":"%s","expiresAt":"2026-01-01T00:15:00.000Z","createdAt":"2026-01-01T00:00:00.000Z",
                "updatedAt":"2026-01-01T00:00:00.000Z"}
                """.formatted(INSTALL, WORKSPACE, status, stage, percent, words).strip();
    }
}
