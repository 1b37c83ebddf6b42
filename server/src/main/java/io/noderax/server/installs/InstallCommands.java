package io.noderax.server.installs;

import io.noderax.protocol.install.CreatedNodeInstall;
import io.noderax.protocol.install.NodeInstallView;
import io.noderax.server.boot.ServerSettings;
import io.noderax.server.http.Refusal;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * The command that an operator pastes on a machine. Where it goes is configured and never taken from a request: whoever chose
 * that would choose what runs as root there.
 */
@Singleton
class InstallCommands {
    private final @Nullable String apiUrl;
    private final @Nullable String scriptUrl;

    InstallCommands(ServerSettings settings) {
        this.apiUrl = settings.joining().publicApiUrl();
        this.scriptUrl = settings.joining().installScriptUrl();
    }

    /** @throws Refusal a conflict that names the setting, when it is not known how machines reach this server */
    String requireAddress() {
        if (apiUrl == null) {
            throw Refusal.conflict("The address at which machines reach this server is not configured:"
                    + " set AGENT_PUBLIC_API_URL and start the server again");
        }
        return apiUrl;
    }

    CreatedNodeInstall forToken(NodeInstallView install, String token) {
        String api = requireAddress();
        String script = scriptUrl == null ? api + "/install.sh" : scriptUrl;
        String command =
                "curl -fsSL '%s' | sudo bash -s -- --api-url '%s' --bootstrap-token '%s'".formatted(script, api, token);
        return new CreatedNodeInstall(install, command, script, api);
    }
}
