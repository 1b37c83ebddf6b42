package io.noderax.agent.launcher;

import io.noderax.agent.holder.HolderAddress;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where holders are found, and who starts them.
 *
 * @param journal the folder in which they write
 * @param sockets the folder of their sockets
 * @param activated whether a service manager starts them when somebody connects; otherwise the agent does
 */
record HolderPlace(Path journal, Path sockets, boolean activated) {
    /** What the agent's unit names the folder by in which a service manager listens for holders. */
    static final String VARIABLE = "NODERAX_HOLDER_FOLDER";

    static HolderPlace of(Path journal, Map<String, String> agentEnvironment) {
        String folder = agentEnvironment.get(VARIABLE);
        return folder == null || folder.isBlank()
                ? new HolderPlace(journal, journal, false)
                : new HolderPlace(journal, Path.of(folder), true);
    }

    /** The socket of holders of that name. */
    Path socket(String holder) {
        return HolderAddress.in(sockets, holder);
    }
}
