package io.noderax.agent.cli;

import io.noderax.agent.Agent;
import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.config.ConfigFile;
import io.noderax.agent.config.ConfigKey;
import io.noderax.agent.controlplane.Api;
import io.noderax.agent.controlplane.EnrollmentCalls;
import io.noderax.agent.controlplane.Patience;
import io.noderax.agent.enrollment.Enrollment;
import io.noderax.agent.identity.AgentVersion;
import io.noderax.agent.identity.Identity;
import io.noderax.agent.identity.IdentityStore;
import io.noderax.agent.identity.Machine;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.Pace;
import io.noderax.agent.words.AgentCommand;
import io.noderax.protocol.id.EnrollmentToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** {@code enroll}: asks for an e-mail unless one is given, shows the token and its code, waits for the approval. */
final class EnrollCommand {
    private static final int CODE_LENGTH = 6;

    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Terminal terminal;
    private final Pace pace;

    EnrollCommand(Map<String, String> environment, Path workingDirectory, Terminal terminal) {
        this(environment, workingDirectory, terminal, Pace.NORMAL);
    }

    EnrollCommand(Map<String, String> environment, Path workingDirectory, Terminal terminal, Pace pace) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.terminal = terminal;
        this.pace = pace;
    }

    int run(@Nullable String email) {
        AgentConfig config = AgentConfig.load(environment, workingDirectory);
        IdentityStore identities = IdentityStore.of(config);
        Identity known = identities.load();
        if (known != null) {
            say("this machine is already enrolled as node " + known.nodeId());
            return AgentCli.OK;
        }
        AgentVersion version = AgentVersion.current();
        Enrollment enrollment = enrollment(config, identities, version);
        String token = config.text(ConfigKey.ENROLLMENT_TOKEN);
        if (token != null && enrollment.isOpen(new EnrollmentToken(token))) {
            say("going on with the request of an earlier run; for a new one, first: " + AgentCommand.NAME
                    + " config set" + " enrollment_token ''");
            return conclude(enrollment.resume(new EnrollmentToken(token), this::showToken), identities);
        }
        String address = email == null ? askEmail() : email.strip();
        if (address.isEmpty()) {
            terminal.err().println("noderax-agent: an e-mail address is needed: whose approval should be asked for?");
            return AgentCli.USAGE;
        }
        Machine machine = Machine.read(Path.of("/"));
        return conclude(enrollment.ask(Enrollment.request(address, machine, version), this::showToken), identities);
    }

    private Enrollment enrollment(AgentConfig config, IdentityStore identities, AgentVersion version) {
        Clock clock = Clock.systemUTC();
        Api api = new Api(Agent.address(config, environment, version), config.requestTimeout(), clock);
        boolean root = "root".equals(System.getProperty("user.name"));
        ConfigFile file = ConfigFile.forWriting(environment, workingDirectory, root);
        return new Enrollment(
                new EnrollmentCalls(api),
                new Enrollment.Stores(identities, file),
                new Patience(pace, new Random()),
                pace,
                clock,
                new EventLog(terminal.err(), config.logLevel(), clock));
    }

    private void showToken(EnrollmentToken token, @Nullable Instant expiresAt) {
        String secret = token.secret();
        say("enrollment token: " + secret);
        say("code to compare:  " + secret.substring(Math.max(0, secret.length() - CODE_LENGTH)));
        say("waiting for the approval" + (expiresAt == null ? "" : ", possible until " + expiresAt) + " ...");
    }

    private int conclude(Enrollment.Result result, IdentityStore identities) {
        return switch (result) {
            case Enrollment.Result.Enrolled(var identity) -> {
                say("enrolled as node " + identity.nodeId() + ", identity saved in " + identities.file());
                yield AgentCli.OK;
            }
            case Enrollment.Result.Failed(String sentence) -> {
                terminal.err().println("noderax-agent: " + sentence);
                yield AgentCli.FAILED;
            }
        };
    }

    private String askEmail() {
        terminal.out().print("E-mail of the person who approves: ");
        terminal.out().flush();
        try {
            String line = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the e-mail address", e);
        }
    }

    private void say(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }
}
