package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.holder.HolderAddress;
import io.noderax.linux.ChildExit;
import io.noderax.protocol.json.JsonObject;
import java.nio.file.Path;

/** A packed agent in a Debian of its own, and its installation there as a service. */
final class InstalledAgent implements AutoCloseable {
    static final String UNIT = "noderax-agent.service";
    static final String HOLDER = "noderax-agent-holder-" + HolderAddress.VERSION + ".service";

    private static final String FOLDER = "/root/unpacked";

    private final DebianMachine machine;
    private final ServerProcess server;
    private final Operator operator;

    /** @param server has {@code AGENT_PUBLIC_API_URL} */
    InstalledAgent(OpenFolder folder, ServerProcess server) {
        this.server = server;
        this.operator = server.operator();
        this.machine = DebianMachine.boot(folder);
        Path program = AgentPackage.unpack(folder.folder("unpacked"));
        machine.copy(program.getParent(), FOLDER);
    }

    DebianMachine machine() {
        return machine;
    }

    /** A token with which one machine may join. */
    String token() {
        Http.Answer prepared = operator.http()
                .post(
                        "/api/v1/workspaces/" + operator.workspace() + "/node-installs",
                        JsonObject.of("nodeName", machine.name()));
        return String.valueOf(prepared.body().text("installCommand"))
                .replaceFirst("(?s).*--bootstrap-token '([^']+)'.*", "$1");
    }

    /** Installs by a new token, whatever is there; gives what was said. */
    HostCommand install() {
        return install("--api-url", server.url(), "--bootstrap-token", token());
    }

    /** Installs without a question. */
    HostCommand install(String... options) {
        String[] command = new String[options.length + 3];
        command[0] = FOLDER + "/noderax-agent";
        command[1] = "install";
        command[2] = "--non-interactive";
        System.arraycopy(options, 0, command, 3, options.length);
        return machine.end(command);
    }

    /** Removes it, and lets the machine join again under its name; gives what was said. */
    String uninstall() {
        String node = node();
        String said = machine.run("noderax-agent", "uninstall");
        operator.http()
                .post(
                        "/api/v1/workspaces/" + operator.workspace() + "/nodes/" + node + "/revoke-token",
                        JsonObject.EMPTY);
        return said;
    }

    /**
     * Installs on a terminal, as a root whose files are for nobody else, and answers what is asked, one question wrongly; a person
     * compares the code that is shown. Gives what the terminal has shown.
     */
    String installByAnswers() throws Exception {
        try (OperatorTerminal terminal =
                machine.terminal("sh", "-c", "umask 077 && exec \"$0\" install", FOLDER + "/noderax-agent")) {
            answer(terminal, "Address of the control plane: ", server.url());
            answer(terminal, "Log level (debug, info, warn, error) [info]: ", "loud");
            terminal.await("but must be debug, info, warn or error");
            terminal.type("\n");
            answer(terminal, "E-mail of the person who approves: ", ServerProcess.EMAIL);
            terminal.await("waiting for the approval");
            operator.approve(terminal.text().replaceFirst("(?s).*code to compare: *(\\S+).*", "$1"), machine.name());
            assertThat(terminal.awaitExit()).as(terminal.text()).isEqualTo(new ChildExit.Exited(0));
            return terminal.text();
        }
    }

    private static void answer(OperatorTerminal terminal, String question, String answer) {
        terminal.await(question);
        terminal.type(answer + "\n");
    }

    /** Begins to install and is killed in the middle, several times; then the same command once more. */
    HostCommand installThroughKills() {
        String token = token();
        for (String delay : new String[] {"0.3", "0.6", "0.9", "1.3", "1.8"}) {
            machine.end(
                    "timeout",
                    "--signal=KILL",
                    delay,
                    FOLDER + "/noderax-agent",
                    "install",
                    "--non-interactive",
                    "--api-url",
                    server.url(),
                    "--bootstrap-token",
                    token);
        }
        return install("--api-url", server.url(), "--bootstrap-token", token);
    }

    /** The node that the machine is. */
    String node() {
        return machine.shell(
                "sed -n 's/.*\"node_id\": *\"\\([^\"]*\\)\".*/\\1/p' /var/lib/noderax-agent/agent_identity.json");
    }

    void awaitOnline() {
        String node = node();
        WaitLoop.until(
                "the node is online",
                () -> "online"
                        .equals(operator.http()
                                .get("/api/v1/nodes/" + node)
                                .body()
                                .text("status")));
    }

    @Override
    public void close() {
        machine.close();
    }
}
