package io.noderax.cli.nodes;

import picocli.CommandLine.Command;

/** {@code node}: what can be done with one node; the commands below it stand in the tree of commands. */
@Command(name = "node", description = "Shows and changes one node.", synopsisSubcommandLabel = "COMMAND")
public final class NodeCommand {}
