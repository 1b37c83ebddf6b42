package io.noderax.system;

import io.noderax.testkit.network.FaultProxy;
import io.noderax.testkit.network.LinkState;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A shell prints numbers while its agent's socket is cut again and again at random moments. Every number is shown once, in order; in
 * the end the agent has no more descriptors than before, and no process is left.
 */
final class TerminalCut implements ChaosScenario {
    @Override
    public ChaosResult play(ChaosStage stage, ChaosPlan plan) throws Exception {
        ChaosResult result = new ChaosResult();
        Path stop = stage.folder("terminal").resolve("stop");
        try (FaultProxy proxy =
                FaultProxy.before(URI.create(stage.server().url()).getPort(), plan.seed())) {
            AgentProcess agent = stage.start(proxy.url(), Map.of());
            TerminalClient.open(stage.operator(), agent.node()).close();
            WaitLoop.until("the first shell is gone", () -> shells(agent) == 0);
            int before = descriptors(agent);
            try (TerminalClient terminal = TerminalClient.open(stage.operator(), agent.node())) {
                terminal.type("stty -echo; PS1=; echo b''egin; i=0; while [ ! -e " + stop
                        + " ]; do i=$((i+1)); echo $i; sleep 0.01; done; echo e''nd $i; exit 7\r");
                int cuts = cut(stage, plan, proxy);
                Files.createFile(stop);
                WaitLoop.until(
                        "the shell ends", () -> "closed".equals(terminal.state().text("status")));
                WaitLoop.until("its last word is shown", () -> terminal.text().contains("end "));
                check(terminal, result);
                ChaosOutput.say("terminal-cut: %d cuts, %d bytes shown".formatted(cuts, terminal.bytes()));
            }
            WaitLoop.until("no shell is left", () -> shells(agent) == 0);
            WaitLoop.until("no descriptor is left", () -> descriptors(agent) <= before + 1);
            stage.close();
        }
        return result;
    }

    private static int cut(ChaosStage stage, ChaosPlan plan, FaultProxy proxy) throws InterruptedException {
        int cuts = 0;
        for (; cuts < plan.times(); cuts++) {
            ChaosPauseLoop.upTo(stage.random(), (int) plan.span().toMillis());
            proxy.become(new LinkState.Resetting());
            proxy.become(LinkState.FAIR);
        }
        return cuts;
    }

    private static void check(TerminalClient terminal, ChaosResult result) {
        String text = terminal.text();
        List<String> lines =
                text.substring(text.lastIndexOf("begin\r\n")).lines().toList();
        int number = 1;
        while (number < lines.size() && lines.get(number).equals(Integer.toString(number))) {
            number++;
        }
        result.task(1, Duration.ZERO);
        if (number >= lines.size() || !lines.get(number).equals("end " + (number - 1))) {
            result.wrongBytes("after number " + (number - 1) + " of " + lines.size() + " lines stands "
                    + (number < lines.size() ? lines.get(number) : "nothing"));
        }
        if (!Long.valueOf(7).equals(terminal.state().get("exitCode"))) {
            result.wrongCode("exit code " + terminal.state().get("exitCode"));
        }
    }

    /** Children of the agent that are shells or zombies; its holder is neither. */
    private static long shells(AgentProcess agent) {
        return ProcessHandle.of(agent.pid()).stream()
                .flatMap(ProcessHandle::children)
                .filter(child -> child.info()
                        .command()
                        .map(name -> !name.contains("java"))
                        .orElse(true))
                .count();
    }

    private static int descriptors(AgentProcess agent) {
        String[] open = new File("/proc/" + agent.pid() + "/fd").list();
        return open == null ? 0 : open.length;
    }
}
