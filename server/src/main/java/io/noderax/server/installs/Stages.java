package io.noderax.server.installs;

import io.noderax.protocol.install.InstallStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of an installation that the server knows, and what it says of each when the installer says nothing. */
final class Stages {
    static final String GENERATED = "command_generated";
    static final String CONSUMED = "bootstrap_token_consumed";
    static final String CONNECTED = "agent_connected";
    static final int CONSUMED_PERCENT = 92;

    private static final Map<String, String> WORDS = Map.of(
            GENERATED,
            "Install command generated. Run it on the target server to start bootstrap.",
            "installer_started",
            "The installer is running on the target server.",
            "dependencies_installing",
            "Installing what the agent needs.",
            "dependencies_ready",
            "Everything that the agent needs is there.",
            "service_user_ready",
            "The service's user and folders are there.",
            "binary_download_started",
            "Downloading the agent.",
            "binary_downloaded",
            "The agent is downloaded.",
            "agent_bootstrapping",
            "The agent is joining the control plane.",
            CONSUMED,
            "Node record created. Finishing service startup.",
            "service_started",
            "Agent installed successfully and the noderax service is running.");

    private Stages() {}

    /** Null when there is nothing to say: what stood there stays. */
    static @Nullable String words(String stage, InstallStatus status) {
        return switch (status) {
            case FAILED -> "The installation failed.";
            case COMPLETED -> WORDS.get("service_started");
            case INSTALLING -> WORDS.get(stage);
        };
    }

    static String words(String stage) {
        return WORDS.getOrDefault(stage, stage);
    }
}
