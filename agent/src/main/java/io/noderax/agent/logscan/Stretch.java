package io.noderax.agent.logscan;

import java.util.List;

/**
 * A part of a file, as lines.
 *
 * @param next the offset of what comes after them
 * @param truncated whether the limits left something out
 */
record Stretch(List<String> lines, long next, long bytesRead, boolean truncated) {}
