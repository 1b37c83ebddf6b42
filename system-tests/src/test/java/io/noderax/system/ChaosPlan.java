package io.noderax.system;

import java.time.Duration;
import java.util.Locale;

/**
 * How long, how often, and from which seed a scenario is played.
 *
 * @param times kills, cuts or tasks, as the scenario says
 * @param seconds how long a trouble lasts
 * @param megabytes how much a single task prints
 */
record ChaosPlan(String name, int times, int seconds, int megabytes, long seed) {
    /** From the system properties {@code noderax.chaos.*}, which the script sets. */
    static ChaosPlan fromCommand() {
        String name = System.getProperty("noderax.chaos.name", "");
        ChaosPlan usual = usual(name);
        return new ChaosPlan(
                name,
                Integer.getInteger("noderax.chaos.times", usual.times),
                Integer.getInteger("noderax.chaos.seconds", usual.seconds),
                Integer.getInteger("noderax.chaos.megabytes", usual.megabytes),
                Long.getLong("noderax.chaos.seed", System.nanoTime() & 0xffff_ffffL));
    }

    private static ChaosPlan usual(String name) {
        return switch (name) {
            case "agent-kill" -> new ChaosPlan(name, 200, 1, 0, 0);
            case "holder-kill" -> new ChaosPlan(name, 50, 1, 0, 0);
            case "server-kill" -> new ChaosPlan(name, 50, 3, 0, 0);
            case "cut" -> new ChaosPlan(name, 4, 60, 0, 0);
            case "loss" -> new ChaosPlan(name, 200, 5, 0, 0);
            case "disk" -> new ChaosPlan(name, 4, 20, 0, 0);
            case "flood" -> new ChaosPlan(name, 10_000, 1800, 0, 0);
            case "slow-server" -> new ChaosPlan(name, 20_000, 300, 0, 0);
            case "gib" -> new ChaosPlan(name, 1, 1800, 1024, 0);
            case "long-line" -> new ChaosPlan(name, 1, 0, 10, 0);
            case "clock" -> new ChaosPlan(name, 20, 10, 0, 0);
            case "dns" -> new ChaosPlan(name, 4, 60, 0, 0);
            case "terminal-cut" -> new ChaosPlan(name, 2_000, 2, 0, 0);
            case "fuzz" -> new ChaosPlan(name, 100_000, 0, 0, 0);
            default ->
                throw new IllegalArgumentException("chaos knows agent-kill, holder-kill, server-kill, cut, loss, disk,"
                        + " flood, slow-server, gib, long-line, clock, dns, terminal-cut and fuzz (got \"" + name
                        + "\")");
        };
    }

    Duration span() {
        return Duration.ofSeconds(seconds);
    }

    /** What plays it again. */
    String command() {
        return String.format(
                Locale.ROOT,
                "./noderax chaos %s --times %d --seconds %d%s --seed %d",
                name,
                times,
                seconds,
                megabytes == 0 ? "" : " --megabytes " + megabytes,
                seed);
    }
}
