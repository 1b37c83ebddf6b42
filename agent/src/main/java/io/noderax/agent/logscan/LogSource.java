package io.noderax.agent.logscan;

import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.tasks.ReadOnlyWork.Failed;
import java.io.IOException;

/** Reads logs: with the rights of this process, or as root by somebody who has them. */
@FunctionalInterface
public interface LogSource {
    /** Blocks; ends soon after the stop. */
    ScanResult scan(ScanRequest request, StopSignal stop) throws Failed, IOException;
}
