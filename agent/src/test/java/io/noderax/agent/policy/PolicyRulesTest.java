package io.noderax.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.rootaccess.RootProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files say, and what is refused by that. */
class PolicyRulesTest {
    @TempDir
    private Path root;

    private TestPolicy node;

    @BeforeEach
    void aMachine() throws IOException {
        node = new TestPolicy(root);
    }

    @Test
    void withoutAFileEverythingIsAllowed() throws IOException {
        Files.writeString(node.file("README"), "not a policy");

        assertThat(node.command("rm -rf /")).isNull();
        assertThat(node.policy().terminalRefusal(true)).isNull();
        assertThat(node.policy().highestProfile()).isEqualTo(RootProfile.ALL);
    }

    @Test
    void whatIsNotAmongTheAllowedIsRefusedWithThePlaceOfTheList() throws IOException {
        node.write("10.json", """
                {
                  "allow": {
                    "commands": ["uptime", {"prefix": "systemctl status "}, {"glob": "journalctl -u * -n ??"}]
                  }
                }
                """);

        assertThat(node.command("uptime")).isNull();
        assertThat(node.command("systemctl status nginx")).isNull();
        assertThat(node.command("journalctl -u nginx.service -n 20")).isNull();
        assertThat(node.command("uptime "))
                .isEqualTo("command \"uptime \" is not among those that are allowed (%s, line 3)"
                        .formatted(node.file("10.json")));
        assertThat(node.task("packageList", "{}")).isNull();
    }

    @Test
    void updatesOfTheAgentAreATaskTypeLikeAnyOther() throws IOException {
        String update = "{\"targetVersion\":\"2.0.0\",\"targetId\":\"4fdabe31-4eb4-4b73-8d83-33f3e33b4106\"}";
        assertThat(node.task("agent.update", update)).isNull();

        node.write("10.json", "{\"deny\": {\"tasks\": [\"agent.update\"]}}");

        assertThat(node.task("agent.update", update)).contains("agent.update", "10.json");
        assertThat(node.task("packageList", "{}")).isNull();
    }

    @Test
    void whatAWildcardLetsThroughIsNeverASecondCommand() throws IOException {
        node.write(
                "10.json",
                "{\"allow\": {\"commands\": [{\"prefix\": \"systemctl status \"}, {\"glob\": \"cat /var/log/*.log\"}]}}");

        for (String rest : new String[] {
            "; id", "& id", "| id", "$(id)", "`id`", "\nid", "> /etc/x", "\\", "'", "\"", "*", "~", "a\u0000"
        }) {
            assertThat(node.command("systemctl status nginx" + rest)).as(rest).isNotNull();
            assertThat(node.command("cat /var/log/" + rest + ".log")).as(rest).isNotNull();
        }
    }

    @Test
    void anAllowedCommandIsAllowedAsItIsAlone() throws IOException {
        node.write("10.json", "{\"allow\": {\"commands\": [\"uptime\"]}}");

        assertThat(node.task(
                        "shell.exec",
                        "{\"command\":\"uptime\",\"shell\":\"/bin/sh\",\"environment\":{},\"working_dir\":\"\"}"))
                .isNull();
        for (String extra : new String[] {
            "\"shell\":\"/tmp/x\"",
            "\"shell\":7",
            "\"environment\":{\"LD_PRELOAD\":\"/tmp/x\"}",
            "\"working_dir\":\"/tmp\""
        }) {
            assertThat(node.task("shell.exec", "{\"command\":\"uptime\"," + extra + "}"))
                    .contains("besides");
        }
    }

    @Test
    void denyBeatsAllowInWhicheverFile() throws IOException {
        node.write("10.json", "{\"allow\": {\"commands\": [{\"glob\": \"*\"}]}}");
        node.write(
                "20.json", "{\"comment\": \"not this one\",\n\"deny\": {\"commands\": [\n{\"prefix\": \"reboot\"}]}}");

        assertThat(node.command("uptime")).isNull();
        assertThat(node.command("reboot now"))
                .isEqualTo("command \"reboot now\" is denied by commands prefix \"reboot\" (%s, line 3)"
                        .formatted(node.file("20.json")));
    }

    @Test
    void anEmptyListOfWhatIsAllowedAllowsNothing() throws IOException {
        node.write("10.json", "{\"allow\": {\"tasks\": [\"shell.exec\"], \"terminals\": []}}");

        assertThat(node.command("uptime")).isNull();
        assertThat(node.task("packageList", "{}")).contains("task type \"packageList\" is not among");
        assertThat(node.policy().terminalRefusal(false)).contains("terminal \"agent\" is not among");
    }

    @Test
    void rootIsDeniedInEveryShape() throws IOException {
        node.write("10.json", "{\"deny\": {\"users\": [\"root\"]}}");

        assertThat(node.command("id")).isNull();
        for (String root : new String[] {"true", "\"true\"", "1", "\"false\"", "{}", "[]"}) {
            assertThat(node.task("shell.exec", "{\"command\":\"id\",\"runAsRoot\":" + root + "}"))
                    .as(root)
                    .contains("denied");
        }
        assertThat(node.task("packageInstall", "{\"names\":[\"jq\"]}")).contains("user \"root\" is denied");
        assertThat(node.task("packageRepair", "{}")).contains("user \"root\" is denied");
        assertThat(node.task("packageList", "{}")).isNull();
        assertThat(node.task("log.scan", "{\"sourcePresetId\":\"syslog\",\"runAsRoot\":true}"))
                .contains("denied");
        assertThat(node.policy().terminalRefusal(true)).contains("denied");
        assertThat(node.policy().terminalRefusal(false)).isNull();
        assertThat(node.policy().refusalAsRoot("task")).contains("denied");
        node.ofRootsAgent();
        assertThat(node.command("id")).contains("user \"root\" is denied");
    }

    @Test
    void packagesAreHeldAgainstTheirNamesAlone() throws IOException {
        node.write("10.json", "{\"deny\": {\"packages\": [\"openssh-*\"]}}");

        assertThat(node.task("packageInstall", "{\"names\":[\"jq\",\"g++\",\"libc6:amd64\"]}"))
                .isNull();
        for (String name : new String[] {"openssh-server", "openssh-server:amd64", "openssh-server=1:9.2~p1"}) {
            assertThat(node.task("packageRemove", "{\"package\":\"" + name + "\"}"))
                    .as(name)
                    .contains("denied");
        }
        assertThat(node.task("packageUpgrade", "{}")).contains("cannot be read");
        assertThat(node.task("packageUpgrade", "{\"names\":[\"jq\"]}")).isNull();
        for (String names : new String[] {
            "{}",
            "{\"names\":[7]}",
            "{\"names\":\"jq\"}",
            "{\"names\":[\"openssh?server\"]}",
            "{\"names\":[\"openssh-client/stable\"]}",
            "{\"names\":[\" openssh-x \"]}",
            "{\"names\":[\"-x\"]}",
            "{\"names\":[\"jq-\"]}",
            "{\"packages\":[\"^open\"]}",
            "[]",
            "{\"names\":[\"\"]}"
        }) {
            assertThat(node.task("packagePurge", names)).as(names).contains("cannot be read");
        }
    }

    @Test
    void logsAndHoursHaveRules() throws IOException {
        node.write("10.json", """
                {"allow": {"logs": ["syslog", "kern*"],
                           "hours": [{"days": ["tue", "wednesday"], "from": "09:00", "to": "17:00", "zone": "Europe/Berlin"},
                                     {"days": ["fri"], "from": "22:00", "to": "02:00", "zone": "UTC"}]}}
                """);

        assertThat(node.task("log.scan", "{\"sourcePresetId\":\"syslog\"}")).isNull();
        assertThat(node.task("log.scan", "{\"sourcePresetId\":\"auth.log\"}"))
                .contains("log \"auth.log\" is not among");
        assertThat(node.task("log.scan", "{}")).contains("cannot be read");
        String[] open = {"2026-11-24T08:00:00Z", "2026-11-25T15:59:59Z", "2026-11-27T22:00:00Z", "2026-11-28T01:59:59Z"
        };
        String[] closed = {
            "2026-11-24T07:59:59Z",
            "2026-11-24T16:00:00Z",
            "2026-11-26T12:00:00Z",
            "2026-11-28T02:00:00Z",
            "2026-11-27T01:00:00Z"
        };
        for (String time : open) {
            node.at(time);
            assertThat(node.command("id")).as(time).isNull();
        }
        for (String time : closed) {
            node.at(time);
            assertThat(node.command("id")).as(time).contains("is not among those that are allowed");
        }
    }

    @Test
    void theHighestProfileIsWhatAllFilesAllow() throws IOException {
        node.write("10.json", "{\"highestRootProfile\": \"operational_task\"}");
        node.write("20.json", "{\n\"highestRootProfile\": \"task_terminal\"}");

        assertThat(node.policy().highestProfile()).isEqualTo(RootProfile.TASK);
        assertThat(node.policy().profileRefusal(RootProfile.TASK)).isNull();
        assertThat(node.policy().profileRefusal(RootProfile.OFF)).isNull();
        assertThat(node.policy().profileRefusal(RootProfile.ALL))
                .contains(
                        "operational root access is more than highestRootProfile \"task_terminal\"", "20.json, line 2");
        assertThat(node.task("packageInstall", "{\"names\":[\"jq\"]}"))
                .contains("operational root access is more than");
        assertThat(node.policy().terminalRefusal(true)).contains("terminal root access is more than");
        assertThat(node.task("shell.exec", "{\"command\":\"id\",\"runAsRoot\":true,\"rootScope\":\"task\"}"))
                .isNull();
    }

    @Test
    void aChangeIsSeenWithTheNextQuestion() throws IOException {
        assertThat(node.command("id")).isNull();
        node.write("10.json", "{\"deny\": {\"tasks\": [\"*\"]}}");
        assertThat(node.command("id")).contains("denied");
        node.write("10.json", "{\"deny\": {\"tasks\": [\"x\"]}}");
        assertThat(node.command("id")).isNull();
        node.write("10.json", "{\"deny\": {\"tasks\": [\"*\"]}}");
        assertThat(node.policy().terminalRefusal(false)).isNull();
        Files.delete(node.file("10.json"));
        assertThat(node.command("id")).isNull();
    }

    @Test
    void theLastRefusalIsKept() throws IOException {
        node.write("10.json", "{\"deny\": {\"terminals\": [\"*\"]}}");

        String refusal = node.policy().terminalRefusal(false);

        assertThat(refusal).startsWith("the policy of this node refuses it: terminal \"agent\" is denied by");
        assertThat(node.policy().lastRefusal().sentence()).isEqualTo(refusal);
        assertThat(node.policy().words()).contains("  line 1: deny terminals glob \"*\"");
    }
}
