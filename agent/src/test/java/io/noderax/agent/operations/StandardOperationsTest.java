package io.noderax.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The few operations: which words mean one, and what is run for it. */
class StandardOperationsTest {
    private static final List<String> REBOOT = List.of("systemctl", "reboot");
    private static final List<String> RESTART = List.of("systemctl", "restart", "noderax-agent.service");
    private static final List<String> UPDATE = List.of("apt-get", "update");

    private final OperationalCommands operations = new StandardOperations();

    @Test
    void eachWayToWriteOneLeadsToTheSameFixedCommand() {
        Map<String, List<String>> written = Map.of(
                "reboot", REBOOT,
                "sudo reboot", REBOOT,
                " systemctl reboot\n", REBOOT,
                "sudo systemctl reboot", REBOOT,
                "systemctl restart noderax-agent", RESTART,
                "sudo systemctl restart noderax-agent.service", RESTART,
                "apt-get update", UPDATE,
                "sudo apt-get update", UPDATE);
        written.forEach((command, argv) -> {
            NodeOperation operation = NodeOperation.ofCommand(command);
            assertThat(operation).as(command).isNotNull();
            assertThat(operations.of(operation.request()).argv()).as(command).isEqualTo(argv);
        });
    }

    @Test
    void nothingElseIsOne() {
        for (String command : List.of(
                "",
                "reboot now",
                "reboot;id",
                "reboot\nid",
                "sudo -E reboot",
                "sudo  reboot",
                "apt-get update -o Dir=/tmp",
                "apt-get  update",
                "systemctl restart ssh",
                "systemctl restart noderax-agent ssh",
                "$(reboot)",
                "/sbin/reboot")) {
            assertThat(NodeOperation.ofCommand(command)).as(command).isNull();
        }
    }

    @Test
    void aRequestWithOtherWordsOrMoreMembersIsRefused() {
        for (String request : List.of(
                "{}",
                "{\"operation\":null}",
                "{\"operation\":\"halt\"}",
                "{\"operation\":[\"reboot\"]}",
                "{\"operation\":\"reboot\",\"argv\":[\"id\"]}",
                "{\"operation\":\"apt-update\",\"environment\":{}}")) {
            assertThatThrownBy(() -> operations.of(Json.parseObject(request)))
                    .as(request)
                    .isInstanceOf(InvalidFields.class);
        }
    }
}
