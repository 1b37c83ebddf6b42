package io.noderax.cli;

import io.noderax.cli.terminal.Surroundings;

/** The entry point: argv to exit code. */
public final class CliMain {
    private CliMain() {}

    public static void main(String[] args) {
        System.exit(CommandTree.in(Surroundings.ofThisProcess()).execute(args));
    }
}
