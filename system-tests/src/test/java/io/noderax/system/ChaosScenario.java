package io.noderax.system;

/** A kind of trouble, played on real processes. */
interface ChaosScenario {
    /** Plays it and gives what was seen. */
    ChaosResult play(ChaosStage stage, ChaosPlan plan) throws Exception;

    static ChaosScenario named(String name) {
        return switch (name) {
            case "agent-kill" -> new AgentKill();
            case "holder-kill" -> new HolderKill();
            case "server-kill" -> new ServerKill();
            case "cut" -> new NetworkCut();
            case "loss" -> new NetworkLoss();
            case "disk" -> new DiskTrouble();
            case "flood" -> new Flood();
            case "slow-server" -> new SlowServer();
            case "gib" -> new LargeOutput();
            case "long-line" -> new LongLine();
            case "clock" -> new ClockJump();
            case "dns" -> new NameTrouble();
            case "terminal-cut" -> new TerminalCut();
            default -> throw new IllegalArgumentException("no scenario is named " + name);
        };
    }
}
