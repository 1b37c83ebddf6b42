package io.noderax.agent;

import io.noderax.agent.cli.AgentCli;
import io.noderax.agent.cli.Terminal;
import java.nio.file.Path;

/** The entry point: arguments to exit code. */
public final class AgentMain {
    private AgentMain() {}

    public static void main(String[] args) {
        Terminal terminal = new Terminal(System.in, System.out, System.err);
        AgentCli cli = new AgentCli(System.getenv(), Path.of(""), terminal, AgentMain::endNow);
        System.exit(cli.run(args));
    }

    /** Ends with success from a shutdown hook: the JVM itself would answer 143 to a SIGTERM that was obeyed well. */
    private static void endNow() {
        Runtime.getRuntime().halt(0);
    }
}
