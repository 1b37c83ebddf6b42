/**
 * The command line.
 *
 * <p>{@link io.noderax.cli.CliMain} hands argv to the {@link io.noderax.cli.CommandTree}; a command finds its terminal and its
 * environment in {@code terminal}, its server and token by {@code session}, calls the server through {@code http}, and prints.
 * {@code up} is the one command that starts programs.
 */
@NullMarked
package io.noderax.cli;

import org.jspecify.annotations.NullMarked;
