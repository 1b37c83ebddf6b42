package io.noderax.agent.cli;

import java.io.InputStream;
import java.io.PrintStream;

/** The three standard streams. */
public record Terminal(InputStream in, PrintStream out, PrintStream err) {}
