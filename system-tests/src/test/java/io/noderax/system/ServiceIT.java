package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packed agent as a service of a real systemd, on a machine without Java, from its installation to its removal. */
class ServiceIT {
    /** Of systemd, of a useradd that was killed, and of this test, not of the agent. */
    private static final String OTHERS = "/(run/(systemd|log|udev|lock|credentials)|var/log|var/lib/systemd"
            + "|(var/)?tmp/systemd-private|root/unpacked|etc/(passwd|group|g?shadow)(\\+|[.][0-9]+)).*";

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;
    private static InstalledAgent agent;
    private static DebianMachine machine;
    private static Set<String> before;

    @BeforeAll
    static void start() {
        assumeTrue(DebianMachine.isWanted(), "needs root");
        folder = OpenFolder.create();
        server = ServerProcess.start(folder, Map.of("AGENT_PUBLIC_API_URL", "http://127.0.0.1"));
        operator = server.operator();
        agent = new InstalledAgent(folder, server);
        machine = agent.machine();
        before = files();
        HostCommand installed = agent.installThroughKills();
        assertThat(installed.code()).as(installed.out() + installed.err()).isZero();
    }

    @AfterAll
    static void stop() {
        if (folder != null) {
            agent.close();
            server.close();
            folder.close();
        }
    }

    @BeforeEach
    void itIsOnline() {
        agent.awaitOnline();
    }

    @Test
    void theServiceTellsSystemdThatItIsReadyAndHowItIs() {
        assertThat(machine.property(InstalledAgent.UNIT, "ActiveState")).isEqualTo("active");
        assertThat(machine.property(InstalledAgent.UNIT, "UnitFileState")).isEqualTo("enabled");
        assertThat(machine.property(InstalledAgent.UNIT, "WatchdogUSec")).isEqualTo("3min");
        assertThat(machine.property(InstalledAgent.UNIT, "WatchdogTimestampMonotonic"))
                .isNotEqualTo("0");
        assertThat(machine.property(InstalledAgent.UNIT, "StatusText")).contains("of 8 slots busy");

        JsonObject status = Json.parseObject(
                machine.end("noderax-agent", "status", "--json").out());
        JsonObject service = status.object("service");
        assertThat(service.text("enabled")).isEqualTo("enabled");
        assertThat(service.text("active")).isEqualTo("active");
        assertThat(service.text("since")).isNotBlank();
        assertThat(machine.shell("stat -c '%U:%G %a' /etc/noderax-agent/config.json /var/lib/noderax-agent"
                        + " /var/lib/noderax-agent/agent_identity.json /opt/noderax-agent/current/noderax-agent"))
                .isEqualTo("root:noderax 640\nnoderax:noderax 700\nnoderax:noderax 600\nroot:root 755");
        assertThat(machine.shell("readlink /usr/local/bin/noderax-agent /opt/noderax-agent/noderax-agent"
                        + " /opt/noderax-agent/current"))
                .isEqualTo("/opt/noderax-agent/noderax-agent\ncurrent/noderax-agent\nversions/0.1.0-SNAPSHOT");
        assertThat(machine.run("find", "/opt/noderax-agent", "/etc/systemd/system", "-name", ".*"))
                .as("left by what was killed")
                .isEmpty();
        assertThat(machine.run("getent", "passwd", "noderax")).endsWith(":/var/lib/noderax-agent:/usr/sbin/nologin");
    }

    @Test
    void aTaskRunsOutsideTheAgentsGroupSandboxAndLimits() {
        String task = ended(
                "grep -o '/[^/]*service$' /proc/self/cgroup | sort -u; grep NoNewPrivs /proc/self/status;"
                        + " readlink /proc/self/ns/mnt; env | grep -E 'NOTIFY|LISTEN|INVOCATION|JOURNAL|WATCHDOG|NODERAX_HOLDER'");
        String mounts = machine.run("readlink", "/proc/1/ns/mnt");

        assertThat(operator.lines(task)).containsExactly("/" + InstalledAgent.HOLDER, "NoNewPrivs:\t0", mounts);
        String main = machine.property(InstalledAgent.UNIT, "MainPID");
        assertThat(machine.run("readlink", "/proc/" + main + "/ns/mnt")).isNotEqualTo(mounts);
        assertThat(machine.run("grep", "NoNewPrivs", "/proc/" + main + "/status"))
                .endsWith("1");
        limitsThatThisMachineHas();
    }

    @Test
    void aTaskGoesOnWhileTheAgentIsStoppedRestartedAndKilled() {
        String task = operator.queue(
                agent.node(), "echo begun; while [ ! -e /tmp/go-on ]; do sleep 0.1; done; echo done; exit 7");
        operator.awaitStatus(task, "running");
        awaitLine(task, "begun");
        String holder = machine.property(InstalledAgent.HOLDER, "MainPID");

        assertThat(machine.run("noderax-agent", "restart"))
                .startsWith("noderax-agent.service is active (running) since");
        assertThat(machine.run("noderax-agent", "stop")).startsWith("noderax-agent.service is inactive (dead) since");
        HostCommand stopped = machine.end("noderax-agent", "status");
        assertThat(stopped.code()).isEqualTo(3);
        assertThat(stopped.out()).contains("service-stopped: the service is stopped since");
        machine.run("noderax-agent", "start");
        String killed = machine.property(InstalledAgent.UNIT, "MainPID");
        machine.shell("kill -9 " + killed);
        WaitLoop.until(
                "systemd starts it again",
                () -> machine.property(InstalledAgent.UNIT, "NRestarts").equals("1")
                        && machine.property(InstalledAgent.UNIT, "ActiveState").equals("active"));

        assertThat(operator.status(task)).isEqualTo("running");
        machine.run("touch", "/tmp/go-on");
        operator.awaitStatus(task, "failed", "success");
        operator.awaitLog(task, "complete");
        assertThat(operator.task(task).object("result").get("exitCode")).isEqualTo(7L);
        assertThat(operator.lines(task)).containsExactly("begun", "done");
        assertThat(machine.property(InstalledAgent.HOLDER, "MainPID")).isEqualTo(holder);
        machine.run("rm", "/tmp/go-on");
    }

    @Test
    void anAgentThatHangsIsStartedAgain() {
        String dropIn = "/run/systemd/system/noderax-agent.service.d";
        machine.shell("mkdir -p " + dropIn + " && printf '[Service]\\nWatchdogSec=3\\n' > " + dropIn + "/short.conf");
        machine.run("systemctl", "daemon-reload");
        machine.run("noderax-agent", "restart");
        String hung = machine.property(InstalledAgent.UNIT, "MainPID");

        machine.shell("kill -STOP " + hung);

        WaitLoop.until(
                "another one runs",
                () -> machine.property(InstalledAgent.UNIT, "ActiveState").equals("active")
                        && !machine.property(InstalledAgent.UNIT, "MainPID").equals(hung));
        assertThat(machine.journal(InstalledAgent.UNIT)).contains("Watchdog timeout");
        machine.run("rm", "-r", dropIn);
        machine.run("systemctl", "daemon-reload");
        machine.run("noderax-agent", "restart");
    }

    @Test
    void rootTasksGoThroughTheBrokersSocketAndMayRestartTheAgent() {
        operator.http().post("/api/v1/nodes/" + agent.node() + "/root-access", JsonObject.of("profile", "all"));
        WaitLoop.until(
                "root access is applied",
                () -> "all"
                        .equals(operator.http()
                                .get("/api/v1/nodes/" + agent.node())
                                .body()
                                .text("rootAccessAppliedProfile")));
        String task = operator.queue(JsonObject.builder()
                .put("nodeId", agent.node())
                .put("type", "shell.exec")
                .put(
                        "payload",
                        JsonObject.builder()
                                .put("command", "id -u; systemctl restart noderax-agent.service && echo restarted")
                                .put("runAsRoot", true)
                                .put("rootScope", "task")
                                .build())
                .build());
        operator.awaitStatus(task, "success", "failed");
        operator.awaitLog(task, "complete");
        assertThat(operator.lines(task)).containsExactly("0", "restarted");
    }

    @Test
    void aRebootEndsWhatRunsWithItsReasonAndTheNodeComesBack() {
        String task = operator.queue(agent.node(), "echo begun; sleep 600");
        awaitLine(task, "begun");

        machine.reboot();

        operator.awaitStatus(task, "failed");
        assertThat(operator.reason(task)).isEqualTo("holder-stopped");
        assertThat(operator.lines(ended("echo back"))).containsExactly("back");
    }

    @Test
    void anInstallationOverOneThatIsThereKeepsSettingsAndIdentity() {
        String node = agent.node();
        machine.run("noderax-agent", "config", "set", "max_parallel_tasks", "3");

        HostCommand again = agent.install();

        assertThat(again.code()).as(again.out() + again.err()).isZero();
        assertThat(again.out()).contains("already enrolled as node " + node).doesNotContain("made: user");
        assertThat(agent.node()).isEqualTo(node);
        assertThat(machine.property(InstalledAgent.UNIT, "StatusText")).contains("of 3 slots busy");
        machine.run("noderax-agent", "config", "set", "max_parallel_tasks", "8");
        machine.run("noderax-agent", "restart");
    }

    @Test
    void aRemovalLeavesNothingAndAnInstallationByAnswersAndApprovalIsThereAgain() throws Exception {
        ended("setsid sleep 4000 >/dev/null 2>&1 & echo left behind");

        String said = agent.uninstall();

        assertThat(said)
                .contains("removed: unit noderax-agent.service", "removed: user noderax", "removed: /opt/noderax-agent")
                .doesNotContain("kept:");
        assertThat(said.lines().filter(line -> line.startsWith("absent:")))
                .as("nothing was updated here")
                .containsExactly("absent: /var/lib/noderax-agent-update");
        Set<String> left = files();
        left.removeAll(before);
        assertThat(left).isEmpty();
        assertThat(machine.end("getent", "group", "noderax").code()).isNotZero();
        assertThat(machine.run("systemctl", "list-units", "--plain", "--no-legend", "noderax*"))
                .isEmpty();
        assertThat(machine.shell("grep -lx sleep /proc/[0-9]*/comm || true")).isEmpty();

        assertThat(agent.installByAnswers()).contains("started: the agent runs as a service");
        assertThat(machine.shell("noderax-agent config show | grep -E '^(api_url|log_level) '"))
                .contains(server.url(), "info");
        agent.awaitOnline();
        assertThat(machine.property(InstalledAgent.UNIT, "ActiveState")).isEqualTo("active");
    }

    /** What is not there is said, and is no reason to fail elsewhere. */
    private static void limitsThatThisMachineHas() {
        isLimitedTo("536870912", "memory", "memory.max", "memory.limit_in_bytes");
        isLimitedTo("512", "pids", "pids.max", "pids.max");
    }

    private static void isLimitedTo(String limit, String controller, String unified, String legacy) {
        for (String file :
                List.of("/sys/fs/cgroup/UNIT/" + unified, "/sys/fs/cgroup/" + controller + "/UNIT/" + legacy)) {
            String ofAgent = file.replace("UNIT", "system.slice/" + InstalledAgent.UNIT);
            if (machine.end("test", "-e", ofAgent).code() == 0) {
                assertThat(machine.run("cat", ofAgent)).isEqualTo(limit);
                assertThat(machine.run("cat", file.replace("UNIT", "system.slice/" + InstalledAgent.HOLDER)))
                        .isNotEqualTo(limit);
                return;
            }
        }
        System.out.println(
                "NOT RUN: the limit of the agent's " + controller + ": systemd has no such controller on this machine");
    }

    private static String ended(String command) {
        String task = operator.queue(agent.node(), command);
        operator.awaitStatus(task, "success", "failed");
        operator.awaitLog(task, "complete");
        return task;
    }

    private static void awaitLine(String task, String line) {
        WaitLoop.until("the task writes " + line, () -> operator.lines(task).contains(line));
    }

    private static Set<String> files() {
        return machine.files().stream()
                .filter(file -> !file.matches(OTHERS))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
