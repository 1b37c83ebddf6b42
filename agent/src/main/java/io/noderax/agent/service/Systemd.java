package io.noderax.agent.service;

import java.util.ArrayList;
import java.util.List;

/** The service manager of the machine, by its own command. */
public final class Systemd {
    private final HostTools tools;

    public Systemd(HostTools tools) {
        this.tools = tools;
    }

    /** @throws SetupFailed when the machine has another service manager, or none */
    void require() {
        if (!isThere()) {
            throw new SetupFailed(
                    "this machine is not run by systemd (`systemctl is-system-running` says so); run the agent"
                            + " in the foreground: noderax-agent run");
        }
    }

    /** Whether it runs this machine. */
    public boolean isThere() {
        String state =
                tools.run(List.of("systemctl", "is-system-running")).output().strip();
        return state.equals("running")
                || state.equals("degraded")
                || state.equals("starting")
                || state.equals("initializing")
                || state.equals("maintenance");
    }

    public void reload() {
        tools.must("systemctl", "daemon-reload");
    }

    public void enable(List<String> units) {
        must("enable", units);
    }

    public void start(List<String> units) {
        must("start", units);
    }

    public void stop(List<String> units) {
        must("stop", units);
    }

    public void restart(List<String> units) {
        must("restart", units);
    }

    /** Ends what still runs in the unit's group of processes, whoever left it there. */
    void killRest(String unit) {
        tools.run(List.of("systemctl", "kill", "--signal=KILL", unit));
    }

    public void disable(List<String> units) {
        command("disable", units);
    }

    void forget(List<String> units) {
        command("reset-failed", units);
    }

    public boolean isActive(String unit) {
        return tools.run(List.of("systemctl", "is-active", "--quiet", unit)).isOk();
    }

    /** What it says of a unit's properties, a line each: {@code Name=value}. */
    String show(String unit, List<String> properties) {
        return tools.run(List.of("systemctl", "show", "--property=" + String.join(",", properties), unit))
                .output();
    }

    /** The last line that the unit's processes have logged; empty when there is none. */
    public String lastWords(String unit) {
        HostTools.Said said = tools.run(
                List.of("journalctl", "--no-pager", "--quiet", "--output=cat", "--lines=1", "_SYSTEMD_UNIT=" + unit));
        return said.isOk() ? said.output().strip() : "";
    }

    private void must(String verb, List<String> units) {
        HostTools.Said said = command(verb, units);
        if (!said.isOk()) {
            throw new SetupFailed("systemctl " + verb + " " + String.join(" ", units) + ": "
                    + said.output().strip());
        }
    }

    private HostTools.Said command(String verb, List<String> units) {
        List<String> command = new ArrayList<>(List.of("systemctl", "--quiet", verb));
        command.addAll(units);
        return tools.run(command);
    }
}
