/**
 * Reads the ends of known logs. A {@link io.noderax.agent.logscan.ScanRequest} names one; {@link io.noderax.agent.logscan.NodeLogs}
 * finds the file or the journal that has it on this machine, and gives the lines and a cursor to go on from.
 */
@NullMarked
package io.noderax.agent.logscan;

import org.jspecify.annotations.NullMarked;
