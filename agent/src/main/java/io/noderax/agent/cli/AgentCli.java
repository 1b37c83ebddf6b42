package io.noderax.agent.cli;

import io.noderax.agent.config.BadConfig;
import io.noderax.agent.identity.AgentVersion;
import io.noderax.agent.identity.BrokenState;
import io.noderax.agent.words.AgentCommand;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The agent's commands. */
public final class AgentCli {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    /** As init scripts have it. */
    static final int NOT_RUNNING = 3;

    private static final String HELP = """
            usage: noderax-agent [run]                  run in the foreground
                   noderax-agent enroll [--email E]     ask to become a node and wait for the approval
                   noderax-agent status [--json]        how the agent is, and what is wrong (0 well, 1 trouble, 3 not running)
                   noderax-agent doctor [--json]        look at machine, files and the way to the server (0 well, 1 trouble)
                   noderax-agent doctor --bundle F      the same, with all that support needs, without secrets, in a tar.gz
                   noderax-agent bootstrap --non-interactive --api-url U --bootstrap-token T
                       [--config-file F] [--state-file S] [--log-level L]
                                                        become the node that an operator has prepared
                   noderax-agent log-scan --request F   read the end of a log as the JSON in F says (- is standard input)
                   noderax-agent policy show            what this node allows, whatever a server asks for
                   noderax-agent policy test TASK.json  what would happen to that task, and why (0 allowed, 3 refused)
                   noderax-agent root-broker --user NAME [--socket S] [--folder F] [--highest PROFILE]
                                                        do as root what the agent of that user may have done
                   noderax-agent config show            show all settings, and where each comes from
                   noderax-agent config set KEY VALUE   change one setting in the config file
                   noderax-agent version                version, commit, build date
            """.replace("noderax-agent", AgentCommand.NAME);

    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Terminal terminal;
    private final Runnable endNow;

    /** @param endNow ends the process with success from within a shutdown hook */
    public AgentCli(Map<String, String> environment, Path workingDirectory, Terminal terminal, Runnable endNow) {
        this.environment = environment;
        this.workingDirectory = workingDirectory.toAbsolutePath();
        this.terminal = terminal;
        this.endNow = endNow;
    }

    /** Runs one command to its end; the exit code. */
    public int run(String... args) {
        try {
            return dispatch(args.length == 0 ? "run" : args[0], args.length == 0 ? List.of() : rest(args));
        } catch (BadConfig | BrokenState | UncheckedIOException e) {
            terminal.err().println("noderax-agent: " + e.getMessage());
            return FAILED;
        }
    }

    private int dispatch(String command, List<String> rest) {
        return switch (command) {
            case "run" ->
                rest.isEmpty()
                        ? new RunCommand(environment, workingDirectory, terminal, endNow).run()
                        : usage("run takes no arguments");
            case "enroll" -> enroll(rest);
            case "status" -> status(rest);
            case "doctor" -> doctor(rest);
            case "bootstrap" -> bootstrap(rest);
            case "log-scan" -> logScan(rest);
            case "config" -> config(rest);
            case "policy" -> policy(rest);
            case "root-broker" -> rootBroker(rest);
            case "version", "--version", "-v" -> version();
            case "help", "--help", "-h" -> help();
            default -> usage("unknown command: " + command);
        };
    }

    private int enroll(List<String> rest) {
        EnrollCommand command = new EnrollCommand(environment, workingDirectory, terminal);
        if (rest.isEmpty()) {
            return command.run(null);
        }
        String first = rest.getFirst();
        if (rest.size() == 1 && first.startsWith("--email=")) {
            return command.run(first.substring("--email=".length()));
        }
        return rest.size() == 2 && first.equals("--email")
                ? command.run(rest.get(1))
                : usage("enroll takes --email E or nothing");
    }

    private int bootstrap(List<String> rest) {
        try {
            return new BootstrapCommand(environment, workingDirectory, terminal).run(BootstrapOptions.read(rest));
        } catch (BootstrapOptions.Wrong e) {
            return usage(String.valueOf(e.getMessage()));
        }
    }

    private int logScan(List<String> rest) {
        return rest.size() == 2 && rest.getFirst().equals("--request")
                ? LogScanCommand.ofThisMachine(environment, workingDirectory, terminal)
                        .run(rest.get(1))
                : usage("log-scan takes --request FILE (- is standard input)");
    }

    private int policy(List<String> rest) {
        PolicyCommand command = PolicyCommand.ofThisMachine(environment, workingDirectory, terminal);
        if (rest.equals(List.of("show"))) {
            return command.show();
        }
        return rest.size() == 2 && rest.getFirst().equals("test")
                ? command.test(rest.get(1))
                : usage("policy takes `show` or `test TASK.json`");
    }

    private int rootBroker(List<String> rest) {
        try {
            return new RootBrokerCommand(environment, terminal, endNow).run(RootBrokerOptions.read(rest));
        } catch (RootBrokerOptions.Wrong e) {
            return usage(String.valueOf(e.getMessage()));
        }
    }

    private int config(List<String> rest) {
        ConfigCommand command = new ConfigCommand(environment, workingDirectory, terminal);
        if (rest.equals(List.of("show"))) {
            return command.show();
        }
        return rest.size() == 3 && rest.getFirst().equals("set")
                ? command.set(rest.get(1), rest.get(2))
                : usage("config takes `show` or `set KEY VALUE`");
    }

    private int status(List<String> rest) {
        boolean json = rest.equals(List.of("--json"));
        return json || rest.isEmpty()
                ? new StatusCommand(environment, workingDirectory, terminal).run(json)
                : usage("status takes --json or nothing");
    }

    private int doctor(List<String> rest) {
        DoctorCommand command = new DoctorCommand(environment, workingDirectory, terminal);
        if (rest.isEmpty() || rest.equals(List.of("--json"))) {
            return command.run(!rest.isEmpty());
        }
        return rest.size() == 2 && rest.getFirst().equals("--bundle")
                ? command.bundle(Path.of(rest.get(1)))
                : usage("doctor takes --json, --bundle FILE.tar.gz, or nothing");
    }

    private int version() {
        AgentVersion version = AgentVersion.current();
        terminal.out()
                .println("noderax-agent " + version.version() + " (commit " + version.commit() + ", built "
                        + version.built() + ")");
        return OK;
    }

    private int help() {
        terminal.out().print(HELP);
        return OK;
    }

    private int usage(String problem) {
        terminal.err().println("noderax-agent: " + problem);
        terminal.err().print(HELP);
        return USAGE;
    }

    private static List<String> rest(String... args) {
        return List.of(args).subList(1, args.length);
    }
}
