package io.noderax.agent.packages;

import java.util.List;

/** Reads the output of one tool in one form; lines that are not of that form are left out. */
@FunctionalInterface
interface OutputParser {
    List<PackageEntry> parse(List<String> lines);
}
