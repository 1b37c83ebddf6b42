package io.noderax.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.holder.HolderAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnitsTest {
    @Test
    void theDocumentsHaveTheTextThatIsInstalled() throws IOException {
        String operations = Files.readString(Path.of("..", "docs", "operations.md"));

        assertThat(Units.files()).hasSize(8);
        for (Map.Entry<String, String> unit : Units.files().entrySet()) {
            assertThat(operations).contains("# /etc/systemd/system/" + unit.getKey() + "\n" + unit.getValue());
        }
    }

    @Test
    void theHoldersSocketIsTheOneAtWhichTheAgentLooks() {
        String name = HolderAddress.name();

        assertThat(Units.files().get("noderax-agent-holder-" + HolderAddress.VERSION + ".socket"))
                .contains("ListenStream=/run/noderax-agent/" + name + "\n");
        assertThat(Units.files().get(Units.AGENT)).contains("NODERAX_HOLDER_FOLDER=/run/noderax-agent\n");
        assertThat(Units.files().values()).noneMatch(text -> text.contains("@"));
    }

    @Test
    void ofAnotherVersionOnlyHoldersAreOurs() {
        assertThat(Units.isOurs("noderax-agent-holder-1.socket")).isTrue();
        assertThat(Units.isOurs("noderax-agent-root.service")).isTrue();
        assertThat(Units.isOurs("noderax-server.service")).isFalse();
        assertThat(Units.isOurs("noderax-agent-update.service")).isTrue();
        assertThat(Units.isOurs("noderax-agent-other.service")).isFalse();
    }
}
