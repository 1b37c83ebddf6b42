package io.noderax.agent.cli;

import io.noderax.agent.Agent;
import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.config.ConfigFile;
import io.noderax.agent.config.ConfigKey;
import io.noderax.agent.controlplane.Api;
import io.noderax.agent.controlplane.InstallCalls;
import io.noderax.agent.controlplane.Patience;
import io.noderax.agent.enrollment.Bootstrap;
import io.noderax.agent.enrollment.Enrollment;
import io.noderax.agent.identity.AgentVersion;
import io.noderax.agent.identity.Identity;
import io.noderax.agent.identity.IdentityStore;
import io.noderax.agent.identity.Machine;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.Pace;
import io.noderax.protocol.id.BootstrapToken;
import io.noderax.protocol.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * {@code bootstrap}: writes the settings, then joins with a token, without a question. In this order, so that a run which was
 * killed has left nothing that the next one does not put right.
 */
final class BootstrapCommand {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Terminal terminal;

    BootstrapCommand(Map<String, String> environment, Path workingDirectory, Terminal terminal) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.terminal = terminal;
    }

    int run(BootstrapOptions options) {
        Map<ConfigKey, String> settings = settings(options);
        Map<String, String> surroundings = surroundings(options, settings);
        boolean root = "root".equals(System.getProperty("user.name"));
        ConfigFile file = ConfigFile.forWriting(surroundings, workingDirectory, root);
        JsonObject before = file.read();
        AgentConfig config = AgentConfig.of(merged(before, settings), surroundings);
        IdentityStore identities = IdentityStore.of(config);
        Identity known = identities.load();
        Object url = before.get(ConfigKey.API_URL.key());
        if (known != null && url != null && !url.equals(settings.get(ConfigKey.API_URL))) {
            terminal.err()
                    .println("noderax-agent: this machine is node " + known.nodeId() + " of " + url
                            + " already; stop its agent and move " + identities.file() + " away first");
            return AgentCli.FAILED;
        }
        settings.forEach(file::set);
        if (known != null) {
            say("this machine is already enrolled as node " + known.nodeId());
            return AgentCli.OK;
        }
        return conclude(join(options.token(), config, surroundings, identities), identities, file);
    }

    private Map<ConfigKey, String> settings(BootstrapOptions options) {
        Map<ConfigKey, String> settings = new LinkedHashMap<>();
        put(settings, ConfigKey.API_URL, options.apiUrl());
        if (options.stateFile() != null) {
            put(
                    settings,
                    ConfigKey.STATE_FILE,
                    workingDirectory.resolve(options.stateFile()).toString());
        }
        if (options.logLevel() != null) {
            put(settings, ConfigKey.LOG_LEVEL, options.logLevel());
        }
        return settings;
    }

    private static void put(Map<ConfigKey, String> settings, ConfigKey key, String value) {
        String kept = key.check(value, "command line");
        if (kept != null) {
            settings.put(key, kept);
        }
    }

    /** What the command line says is meant, whatever the environment says. */
    private Map<String, String> surroundings(BootstrapOptions options, Map<ConfigKey, String> settings) {
        Map<String, String> surroundings = new HashMap<>(environment);
        if (options.configFile() != null) {
            surroundings.put("NODERAX_CONFIG_FILE", options.configFile());
        }
        settings.keySet().forEach(key -> key.environment().forEach(surroundings::remove));
        return surroundings;
    }

    private static JsonObject merged(JsonObject before, Map<ConfigKey, String> settings) {
        JsonObject.Builder merged = before.toBuilder();
        settings.forEach((key, value) -> merged.put(key.key(), value));
        return merged.build();
    }

    private Enrollment.Result join(
            BootstrapToken token, AgentConfig config, Map<String, String> surroundings, IdentityStore identities) {
        Clock clock = Clock.systemUTC();
        AgentVersion version = AgentVersion.current();
        Api api = new Api(Agent.address(config, surroundings, version), config.requestTimeout(), clock);
        Bootstrap bootstrap = new Bootstrap(
                new InstallCalls(api),
                identities,
                new Patience(Pace.NORMAL, new Random()),
                LONGEST,
                clock,
                new EventLog(terminal.err(), config.logLevel(), clock));
        return bootstrap.run(Bootstrap.request(token, Machine.read(Path.of("/")), version));
    }

    private int conclude(Enrollment.Result result, IdentityStore identities, ConfigFile file) {
        return switch (result) {
            case Enrollment.Result.Enrolled(var identity) -> {
                say("enrolled as node " + identity.nodeId() + ", identity saved in " + identities.file()
                        + ", settings in " + file.path());
                yield AgentCli.OK;
            }
            case Enrollment.Result.Failed(String sentence) -> {
                terminal.err().println("noderax-agent: " + sentence);
                yield AgentCli.FAILED;
            }
        };
    }

    private void say(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }
}
