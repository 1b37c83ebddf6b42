package io.noderax.agent.cli;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.config.ConfigFile;
import io.noderax.agent.config.ConfigKey;
import io.noderax.agent.words.AgentCommand;
import io.noderax.protocol.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;

/** {@code config show} and {@code config set}. */
final class ConfigCommand {
    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Terminal terminal;

    ConfigCommand(Map<String, String> environment, Path workingDirectory, Terminal terminal) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.terminal = terminal;
    }

    int show() {
        ConfigFile file = ConfigFile.find(environment, workingDirectory);
        AgentConfig config = AgentConfig.load(environment, workingDirectory);
        terminal.out().println("# config file: " + (file == null ? "none" : file.path()));
        for (ConfigKey key : ConfigKey.values()) {
            AgentConfig.Source source = config.source(key);
            terminal.out()
                    .println(
                            source == null
                                    ? key.key() + " ="
                                    : key.key() + " = " + shown(key, source.value()) + "  # " + source.origin());
        }
        warnOfUnknown(config);
        return AgentCli.OK;
    }

    /** Checks the value, and all settings together with it, before anything is written. */
    int set(String name, String value) {
        ConfigKey key = ConfigKey.of(name);
        if (key == null) {
            terminal.err()
                    .println("noderax-agent: there is no setting " + name + "; `" + AgentCommand.NAME
                            + " config show` lists them");
            return AgentCli.USAGE;
        }
        String kept = key.check(value, "command line");
        boolean root = "root".equals(System.getProperty("user.name"));
        ConfigFile file = ConfigFile.forWriting(environment, workingDirectory, root);
        JsonObject.Builder changed = file.read().toBuilder();
        AgentConfig after = AgentConfig.of(changed.put(key.key(), kept).build(), Map.of());
        file.set(key, kept);
        terminal.out()
                .println(key.key() + (kept == null ? " removed" : " = " + shown(key, kept)) + " in " + file.path());
        terminal.out().println("restart the agent for the change to take effect");
        warnOfShadow(key);
        warnOfUnknown(after);
        return AgentCli.OK;
    }

    private void warnOfShadow(ConfigKey key) {
        for (String variable : key.environment()) {
            if (!environment.getOrDefault(variable, "").isBlank()) {
                terminal.err()
                        .println("noderax-agent: warning: the environment variable " + variable
                                + " is set and wins over the file");
            }
        }
    }

    private void warnOfUnknown(AgentConfig config) {
        for (String key : config.unknownKeys()) {
            terminal.err().println("noderax-agent: warning: unknown key " + key + " in the config file has no effect");
        }
    }

    private static String shown(ConfigKey key, String value) {
        if (!key.isSecret()) {
            return value;
        }
        return value.length() <= 12 ? "****" : "****" + value.substring(value.length() - 4);
    }
}
