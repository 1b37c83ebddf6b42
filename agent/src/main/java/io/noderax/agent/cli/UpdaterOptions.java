package io.noderax.agent.cli;

import io.noderax.agent.config.BadConfig;
import io.noderax.agent.config.GoDuration;
import io.noderax.agent.service.Layout;
import io.noderax.agent.update.UpdateRequest;
import io.noderax.agent.updater.TrialTimes;
import io.noderax.agent.updater.UpdaterProcess;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Uuids;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The arguments of {@code update} and {@code updater}. */
final class UpdaterOptions {
    private static final String ROLLBACK = "--rollback";
    private static final List<String> OF_BOTH = List.of("--root", "--stable", "--trial", "--patience", "--restart");
    private static final List<String> OF_UPDATER = List.of("--socket", "--user");
    private static final List<String> OF_UPDATE = List.of("--target-version", "--target-id");

    private final Map<String, String> given = new HashMap<>();
    private boolean rollback;

    private UpdaterOptions() {}

    /** The arguments are wrong; the message says how. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message);
        }
    }

    static UpdaterOptions ofUpdate(List<String> arguments) throws Wrong {
        List<String> rest = new ArrayList<>(arguments);
        UpdaterOptions options = new UpdaterOptions();
        options.rollback = rest.remove(ROLLBACK);
        options.read(rest, true);
        return options;
    }

    static UpdaterOptions ofUpdater(List<String> arguments) throws Wrong {
        UpdaterOptions options = new UpdaterOptions();
        options.read(arguments, false);
        return options;
    }

    private void read(List<String> arguments, boolean update) throws Wrong {
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            boolean known = OF_BOTH.contains(name) || (update ? OF_UPDATE : OF_UPDATER).contains(name);
            if (!known || i + 1 == arguments.size() || given.put(name, arguments.get(i + 1)) != null) {
                throw new Wrong(
                        (update ? "update takes --target-version V [--target-id ID] [--rollback] " : "updater takes ")
                                + "[--root PATH] [--stable TIME] [--trial TIME] [--patience TIME]"
                                + " [--restart PROGRAM] (got " + name + ")");
            }
        }
        times();
    }

    /** Where to listen; null when it was not named. */
    @Nullable
    Path socket() {
        String socket = given.get("--socket");
        return socket == null ? null : Path.of(socket).toAbsolutePath();
    }

    /** Who may ask there beside root; null for nobody. */
    @Nullable
    String user() {
        return given.get("--user");
    }

    UpdateRequest request() throws Wrong {
        String version = given.get("--target-version");
        if (version == null) {
            throw new Wrong("update needs --target-version V");
        }
        try {
            return new UpdateRequest(version, target(), rollback);
        } catch (InvalidFields e) {
            throw new Wrong("--target-version: " + e.getMessage());
        }
    }

    private @Nullable UUID target() throws Wrong {
        String text = given.get("--target-id");
        UUID id = text == null ? null : Uuids.parse(text);
        if (text != null && id == null) {
            throw new Wrong("--target-id must be a UUID (got " + text + ")");
        }
        return id;
    }

    /** @param stateFile the agent's */
    UpdaterProcess.Settings settings(Path stateFile) {
        try {
            String restart = given.get("--restart");
            return new UpdaterProcess.Settings(
                    new Layout(Path.of(given.getOrDefault("--root", "/")).toAbsolutePath()),
                    stateFile,
                    times(),
                    restart == null ? List.of() : List.of(restart),
                    arch());
        } catch (Wrong e) {
            throw new BadConfig(String.valueOf(e.getMessage()), e);
        }
    }

    private TrialTimes times() throws Wrong {
        TrialTimes normal = TrialTimes.NORMAL;
        return new TrialTimes(
                normal.look(),
                time("--stable", normal.stable()),
                time("--trial", normal.trial()),
                time("--patience", normal.patience()));
    }

    private Duration time(String name, Duration standIn) throws Wrong {
        String text = given.get(name);
        Duration time = text == null ? standIn : GoDuration.parse(text);
        if (time == null || time.isNegative()) {
            throw new Wrong(name + " must be a time such as 3m or 10s (got " + text + ")");
        }
        return time;
    }

    private static String arch() {
        String arch = System.getProperty("os.arch", "unknown");
        return switch (arch) {
            case "amd64" -> "x86_64";
            case "arm64" -> "aarch64";
            default -> arch;
        };
    }
}
