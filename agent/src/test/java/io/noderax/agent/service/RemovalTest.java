package io.noderax.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.holder.HolderAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalTest {
    private static final String HOLDER = "noderax-agent-holder-" + HolderAddress.VERSION + ".service";

    @TempDir
    private Path folder;

    private final List<String> ran = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private String user = "noderax:x:997:997::/var/lib/noderax-agent:/usr/sbin/nologin";
    private Layout layout;
    private Removal removal;

    @BeforeEach
    void begin() {
        layout = new Layout(folder);
        removal = new Removal(layout, this::tool, said::add);
    }

    @Test
    void whatIsThereIsRemovedTheAgentFirstAlsoHoldersOfAnEarlierVersion() throws IOException {
        install();
        Files.writeString(layout.units().resolve("noderax-agent-holder-1.service"), "old");
        Files.writeString(layout.units().resolve("other.service"), "not ours");
        Files.createDirectories(layout.units().resolve("noderax-agent.service.d"));

        removal.removeService();
        removal.removeFiles(false);

        assertThat(said)
                .startsWith("removed: unit noderax-agent.service")
                .contains("removed: unit noderax-agent-holder-1.service", "removed: user noderax")
                .contains("removed: " + layout.program(), "removed: " + layout.command());
        assertThat(said).noneMatch(line -> line.startsWith("kept"));
        assertThat(ran.indexOf("systemctl --quiet stop noderax-agent.service"))
                .isPositive()
                .isLessThan(ran.indexOf("systemctl --quiet stop " + HOLDER));
        assertThat(ran.indexOf("systemctl --quiet stop noderax-agent-update.service"))
                .as("it could start the agent again")
                .isPositive()
                .isLessThan(ran.indexOf("systemctl --quiet stop noderax-agent.service"));
        assertThat(ran).contains("systemctl kill --signal=KILL " + HOLDER, "userdel noderax");
        for (Path gone : layout.folders()) {
            assertThat(gone).doesNotExist();
        }
        try (var left = Files.list(layout.units())) {
            assertThat(left).containsExactly(layout.units().resolve("other.service"));
        }
    }

    @Test
    void whatIsNotThereIsAbsent() {
        user = "";

        removal.removeService();
        removal.removeFiles(false);

        assertThat(said).hasSize(16).allMatch(line -> line.startsWith("absent: "));
        assertThat(ran).noneMatch(command -> command.contains(" stop ") || command.startsWith("userdel"));
    }

    @Test
    void settingsAndIdentityMayStayWithTheirUser() throws IOException {
        install();

        removal.removeService();
        removal.removeFiles(true);

        assertThat(layout.config()).exists();
        assertThat(layout.identity()).exists();
        assertThat(layout.updaterState()).exists();
        assertThat(layout.program()).doesNotExist();
        assertThat(ran).doesNotContain("userdel noderax");
    }

    @Test
    void whatIsNotTheAgentsStays() throws IOException {
        install();
        Files.delete(layout.command());
        Files.createSymbolicLink(layout.command(), Path.of("/home/me/noderax-agent"));
        user = "noderax:x:997:997::/srv/noderax:/usr/sbin/nologin";

        removal.removeService();
        removal.removeFiles(false);

        assertThat(said)
                .contains(
                        "kept: " + layout.command() + ", which is not the agent's link",
                        "kept: user noderax, which is not the agent's alone (home /srv/noderax)");
        assertThat(layout.command()).isSymbolicLink();
        assertThat(ran).doesNotContain("userdel noderax");
    }

    @Test
    void theUserOfAServerOnTheSameMachineStays() throws IOException {
        install();
        Files.createDirectories(layout.serverHome());

        removal.removeFiles(false);

        assertThat(said).anyMatch(line -> line.startsWith("kept: user noderax, which is not the agent's alone"));
    }

    private void install() throws IOException {
        for (Path each : layout.folders()) {
            Files.createDirectories(each);
        }
        Files.createDirectories(layout.units());
        Files.createDirectories(layout.command().getParent());
        Files.writeString(layout.config(), "{}");
        Files.writeString(layout.identity(), "{}");
        Files.createSymbolicLink(layout.command(), Path.of("/opt/noderax-agent/noderax-agent"));
        for (var unit : Units.files().entrySet()) {
            Files.writeString(layout.units().resolve(unit.getKey()), unit.getValue());
        }
    }

    private HostTools.Said tool(List<String> command) {
        String line = String.join(" ", command);
        ran.add(line);
        return switch (line) {
            case "systemctl is-system-running" -> new HostTools.Said(0, "running\n");
            case "getent passwd noderax" -> new HostTools.Said(user.isEmpty() ? 2 : 0, user);
            case "getent group noderax" -> new HostTools.Said(2, "");
            default -> new HostTools.Said(0, "");
        };
    }
}
