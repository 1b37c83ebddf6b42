package io.noderax.agent.cli;

import io.noderax.agent.config.BadConfig;
import io.noderax.agent.identity.AgentVersion;
import io.noderax.agent.identity.BrokenState;
import io.noderax.agent.service.SetupFailed;
import io.noderax.agent.service.UnitSet;
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

    /** Likewise; the unit does not start the agent again after it. */
    static final int NOT_CONFIGURED = 6;

    private static final String HELP = """
            usage: noderax-agent [run]                  run in the foreground
                   noderax-agent enroll [--email E]     ask to become a node and wait for the approval
                   noderax-agent install                (root) make a service of this packed agent: asks, waits for the approval,
                                                        starts; --api-url U, --email E, --log-level L tell instead
                   noderax-agent install --non-interactive --api-url U --bootstrap-token T [--log-level L]
                                                        the same without a question, with the token that an operator got
                   noderax-agent uninstall [--keep-state]
                                                        (root) stop and remove all of it; settings and identity may stay
                   noderax-agent start | stop | restart (root) the service; tasks go on meanwhile
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
                   noderax-agent update --target-version V [--target-id ID] [--rollback]
                                                        bring this machine's agent to another version
                   noderax-agent updater                finish an update, and take requests for one (systemd starts it)
                   noderax-agent units                  the units of systemd that this version has, as JSON
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
        } catch (BadConfig | BrokenState | SetupFailed | UncheckedIOException e) {
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
            case "install" -> install(rest);
            case "uninstall", "start", "stop", "restart", "setup-service", "remove-service" -> service(command, rest);
            case "task-holder" -> new TaskHolderCommand(environment, workingDirectory, terminal, endNow).run();
            case "status" -> status(rest);
            case "doctor" -> doctor(rest);
            case "bootstrap" -> bootstrap(rest);
            case "log-scan" -> logScan(rest);
            case "config" -> config(rest);
            case "policy" -> policy(rest);
            case "root-broker" -> rootBroker(rest);
            case "update" -> update(rest);
            case "updater" -> updater(rest);
            case "units" -> rest.isEmpty() ? units() : usage("units takes no arguments");
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

    private int install(List<String> rest) {
        try {
            return new InstallCommand(environment, workingDirectory, terminal).run(InstallOptions.read(rest));
        } catch (InstallOptions.Wrong e) {
            return usage(String.valueOf(e.getMessage()));
        }
    }

    private int service(String command, List<String> rest) {
        boolean keepState = command.equals("uninstall") && rest.equals(List.of("--keep-state"));
        if (!rest.isEmpty() && !keepState) {
            return usage(
                    command + (command.equals("uninstall") ? " takes --keep-state or nothing" : " takes no arguments"));
        }
        ServiceCommand service = new ServiceCommand(terminal);
        return switch (command) {
            case "uninstall" -> service.uninstall(keepState);
            case "start" -> service.start();
            case "stop" -> service.stop();
            case "restart" -> service.restart();
            case "setup-service" -> service.setUp();
            default -> service.tearDown();
        };
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

    private int update(List<String> rest) {
        try {
            UpdaterOptions options = UpdaterOptions.ofUpdate(rest);
            return updates().update(options.request(), options);
        } catch (UpdaterOptions.Wrong e) {
            return usage(String.valueOf(e.getMessage()));
        }
    }

    private int updater(List<String> rest) {
        try {
            return updates().updater(UpdaterOptions.ofUpdater(rest));
        } catch (UpdaterOptions.Wrong e) {
            return usage(String.valueOf(e.getMessage()));
        }
    }

    private UpdateCommand updates() {
        return new UpdateCommand(environment, workingDirectory, terminal, endNow);
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

    /** For an update to this version. */
    private int units() {
        terminal.out().println(UnitSet.ofThisVersion().toJson());
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
